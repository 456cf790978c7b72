// The walked relations of entities, by type: for counting, so nothing of them is read but what the filter asks for.
// $numbers, $levels (see `levelsOf`), $from and $to (days; null: always), $cleared
// inlined: TYPES
// rows: [type, numbers of the entities, for each the number of a neighbour]
// plan: Entity(number)
UNWIND $numbers AS number
CALL (number) {
  MATCH (u:Entity {number: number})-[r:TYPES]-(v)
  USING INDEX SEEK u:Entity(number)
  WHERE r.level IN $levels AND r.clearance IN $cleared AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
  // sourced: include parts/rests-on
  RETURN type(r) AS type, v.number AS neighbour
}
WITH type, collect(number) AS ones, collect(neighbour) AS others
RETURN [type, ones, others] AS row
