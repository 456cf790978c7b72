// Where the versions of a record stand in the log, if the viewer may read it as it is today; none of an entity that is merged into something hidden.
// $id, $cleared
// rows: [type, place of each version]
// plan: Entity(id), Relation(id), Evidence(id), Content(id), Standalone(id)
CALL () {
  MATCH (n:Entity {id: $id})
  USING INDEX SEEK n:Entity(id)
  WHERE (CASE WHEN n.canonical IS NULL THEN n.reading ELSE n.clearance END) IN $cleared RETURN 'entity' AS type, n
  UNION ALL
  MATCH (n:Relation {id: $id})
  USING INDEX SEEK n:Relation(id)
  WHERE n.reading IN $cleared RETURN 'relation' AS type, n
  UNION ALL
  MATCH (n:Evidence {id: $id})
  USING INDEX SEEK n:Evidence(id)
  WHERE n.reading IN $cleared RETURN 'evidence' AS type, n
  UNION ALL
  MATCH (n:Content {id: $id})
  USING INDEX SEEK n:Content(id)
  WHERE n.reading IN $cleared RETURN 'content' AS type, n
  UNION ALL
  MATCH (n:Standalone {id: $id})
  USING INDEX SEEK n:Standalone(id)
  WHERE n.reading IN $cleared RETURN n.type AS type, n
}
RETURN [type, n.places] AS row
