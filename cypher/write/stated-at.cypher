// Relations that are stated, at entities into which nothing was merged.
// $ids: of the entities
// rows: id, type, from, to, level, clearance; twice where both ends are among them
// plan: Relation(from, level, id), Relation(to, level, id)
UNWIND $ids AS entity
CALL (entity) {
  MATCH (r:Relation)
  USING INDEX SEEK r:Relation(from, level, id)
  WHERE r.from = entity AND r.level >= 1 AND r.id > ''
  RETURN r
  UNION ALL
  MATCH (r:Relation)
  USING INDEX SEEK r:Relation(to, level, id)
  WHERE r.to = entity AND r.level >= 1 AND r.id > ''
  RETURN r
}
RETURN r.id AS id, r.type AS type, r.from AS from, r.to AS to, r.level AS level, r.clearance AS clearance
