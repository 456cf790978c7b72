// Records by id, as their nodes are.
// $ids
// rows: type (as in the log), row (all properties); nothing for what is not there
// plan: Entity(id), Relation(id), Evidence(id), Content(id), Standalone(id)
CALL () {
  UNWIND $ids AS id
  MATCH (n:Entity {id: id})
  USING INDEX SEEK n:Entity(id)
  RETURN 'entity' AS type, properties(n) AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Relation {id: id})
  USING INDEX SEEK n:Relation(id)
  RETURN 'relation' AS type, properties(n) AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Evidence {id: id})
  USING INDEX SEEK n:Evidence(id)
  RETURN 'evidence' AS type, properties(n) AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Content {id: id})
  USING INDEX SEEK n:Content(id)
  RETURN 'content' AS type, properties(n) AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Standalone {id: id})
  USING INDEX SEEK n:Standalone(id)
  RETURN n.type AS type, properties(n) AS row
}
RETURN type, row
