// The walked relations between neighbours. Between two ends the server looks from the one with fewer.
// $pairs ([number, number]), $levels (see `levelsOf`), $from and $to (days; null: always),
//   $cleared
// inlined: TYPES
// rows: [number, number, ids of relations]
// plan: Entity(number)
UNWIND $pairs AS pair
CALL (pair) {
  MATCH (u:Entity {number: pair[0]})
  USING INDEX SEEK u:Entity(number)
  MATCH (v:Entity {number: pair[1]})
  USING INDEX SEEK v:Entity(number)
  MATCH (u)-[r:TYPES]-(v)
  WHERE r.level IN $levels AND r.clearance IN $cleared AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
  // sourced: include parts/rests-on
  RETURN collect(r.id) AS relations
}
RETURN [pair[0], pair[1], relations] AS row
