// How many neighbours entities have under a question's filter.
// $numbers, $levels (see `levelsOf`), $from and $to (days; null: always), $cleared
// inlined: TYPES
// rows: [number, degree]
// plan: Entity(number)
UNWIND $numbers AS number
CALL (number) {
  MATCH (u:Entity {number: number})-[r:TYPES]-(v)
  USING INDEX SEEK u:Entity(number)
  WHERE r.level IN $levels AND r.clearance IN $cleared AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
  // sourced: include parts/rests-on
  RETURN count(DISTINCT v) AS degree
}
RETURN [number, degree] AS row
