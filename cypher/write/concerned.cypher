// Relations recorded at entities whose chain of merges changed, evidence taken from them, and their
// contents.
// $groups: canonical (the survivor they had), ids (the entities, which had it in common)
// rows: relation (null for evidence whose payload is gone), evidence (null where an end is concerned),
//   content (null for both)
// plan: Relation(from, level, id), Relation(to, level, id), Evidence(sourceRecorded, id), Content(entity, position, id)
UNWIND $groups AS group
CALL (group) {
  MATCH (r:Relation)
  USING INDEX SEEK r:Relation(from, level, id)
  WHERE r.from = group.canonical AND r.level >= 0 AND r.id > '' AND coalesce(r.fromRecorded, r.from) IN group.ids
  RETURN r.id AS relation, null AS evidence, null AS content
  UNION ALL
  MATCH (r:Relation)
  USING INDEX SEEK r:Relation(to, level, id)
  WHERE r.to = group.canonical AND r.level >= 0 AND r.id > '' AND coalesce(r.toRecorded, r.to) IN group.ids
  RETURN r.id AS relation, null AS evidence, null AS content
  UNION ALL
  UNWIND group.ids AS source
  MATCH (e:Evidence)
  USING INDEX SEEK e:Evidence(sourceRecorded, id)
  WHERE e.sourceRecorded = source AND e.id > ''
  RETURN e.relation AS relation, e.id AS evidence, null AS content
  UNION ALL
  MATCH (c:Content)
  USING INDEX SEEK c:Content(entity, position, id)
  WHERE c.entity = group.canonical AND c.position >= 0 AND c.id > '' AND coalesce(c.entityRecorded, c.entity) IN group.ids
  RETURN null AS relation, null AS evidence, c.id AS content
}
RETURN relation, evidence, content
