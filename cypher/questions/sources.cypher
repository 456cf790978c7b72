// How many sources the walked relations between neighbours rest on, of what the viewer may read.
// $pairs ([number, number]), $levels (see `levelsOf`), $from and $to (days; null: always),
//   $cleared
// inlined: TYPES
// rows: [number, number, sources]
// plan: Entity(number), Evidence(relation, id)
UNWIND $pairs AS pair
CALL (pair) {
  MATCH (u:Entity {number: pair[0]})
  USING INDEX SEEK u:Entity(number)
  MATCH (v:Entity {number: pair[1]})
  USING INDEX SEEK v:Entity(number)
  MATCH (u)-[r:TYPES]-(v)
  WHERE r.level IN $levels AND r.clearance IN $cleared AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
  // sourced: include parts/rests-on
  MATCH (e:Evidence)
  USING INDEX SEEK e:Evidence(relation, id)
  WHERE e.relation = r.id AND e.id > '' AND e.shown > 0 AND e.clearance IN $cleared
  RETURN count(DISTINCT coalesce(e.source, e.sourceRecorded)) AS sources
}
RETURN [pair[0], pair[1], sources] AS row
