// What a relation's page shows of `r`: the ends, as survivors and as recorded, and the evidence that
// this viewer is shown, in the order of ids, if $evidence.
MATCH (f:Entity {id: r.from})
USING INDEX SEEK f:Entity(id)
MATCH (t:Entity {id: r.to})
USING INDEX SEEK t:Entity(id)
CALL (r) {
  OPTIONAL MATCH (n:Entity {id: r.fromRecorded})
  USING INDEX SEEK n:Entity(id)
  RETURN [n.id, n.name, n.kind] AS fromRecorded
}
CALL (r) {
  OPTIONAL MATCH (n:Entity {id: r.toRecorded})
  USING INDEX SEEK n:Entity(id)
  RETURN [n.id, n.name, n.kind] AS toRecorded
}
CALL (r) {
  WITH r WHERE $evidence
  MATCH (e:Evidence)
  USING INDEX SEEK e:Evidence(relation, id)
  WHERE e.relation = r.id AND e.id > '' AND e.shown > 0 AND e.clearance IN $cleared
  MATCH (s:Entity {id: coalesce(e.source, e.sourceRecorded)})
  USING INDEX SEEK s:Entity(id)
  WITH e, s ORDER BY e.id
  RETURN collect([e.id, e.state, e.audience, e.payload, s.id, s.name, s.kind]) AS evidence
}
RETURN [
  r.id, r.version, r.state, r.audience, r.payload, r.level,
  [f.id, f.name, f.kind], [t.id, t.name, t.kind], fromRecorded, toRecorded, evidence
] AS row
