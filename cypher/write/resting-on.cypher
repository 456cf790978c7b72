// What rests on entities into which nothing was merged: relations that show evidence from them, and their contents.
// $ids: of the entities
// rows: relation (null for a content), content (null for a relation)
// plan: Evidence(sourceRecorded, id), Content(entity, position, id)
UNWIND $ids AS entity
CALL (entity) {
  MATCH (e:Evidence)
  USING INDEX SEEK e:Evidence(sourceRecorded, id)
  WHERE e.sourceRecorded = entity AND e.id > '' AND e.shown >= 1
  RETURN DISTINCT e.relation AS relation, null AS content
  UNION ALL
  MATCH (c:Content)
  USING INDEX SEEK c:Content(entity, position, id)
  WHERE c.entity = entity AND c.position >= 0 AND c.id > ''
  RETURN null AS relation, c.id AS content
}
RETURN relation, content
