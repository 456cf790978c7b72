// The neighbours of entities under a question's filter, each once.
// $numbers, $levels (see `levelsOf`), $from and $to (days; null: always), $cleared
// inlined: TYPES
// rows: [number, numbers of the neighbours]
// plan: Entity(number)
UNWIND $numbers AS number
CALL (number) {
  MATCH (u:Entity {number: number})-[r:TYPES]-(v)
  USING INDEX SEEK u:Entity(number)
  WHERE r.level IN $levels AND r.clearance IN $cleared AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
  // sourced: include parts/rests-on
  RETURN collect(DISTINCT v.number) AS neighbours
}
RETURN [number, neighbours] AS row
