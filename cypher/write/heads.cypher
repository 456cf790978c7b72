// Records by id, as their nodes are.
// $ids
// rows: type (entity, relation, evidence, content), row (all properties); nothing for what is not there
// plan: Entity(id), Relation(id), Evidence(id), Content(id)
CALL () {
  UNWIND $ids AS id
  MATCH (n:Entity {id: id})
  RETURN 'entity' AS type, properties(n) AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Relation {id: id})
  RETURN 'relation' AS type, properties(n) AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Evidence {id: id})
  RETURN 'evidence' AS type, properties(n) AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Content {id: id})
  RETURN 'content' AS type, properties(n) AS row
}
RETURN type, row
