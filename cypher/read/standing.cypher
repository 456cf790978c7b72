// Which of these records the viewer may read by themselves, of whatever type and in whatever state; entities with all the survivors they lead to.
// $ids, $cleared
// rows: id, type of what stands alone (else null), its payload (else null)
// plan: Entity(id), Relation(id), Evidence(id), Content(id), Standalone(id)
CALL () {
  UNWIND $ids AS id
  MATCH (n:Entity {id: id})
  USING INDEX SEEK n:Entity(id)
  WHERE n.clearance IN $cleared RETURN [id, null, null] AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Relation {id: id})
  USING INDEX SEEK n:Relation(id)
  WHERE n.reading IN $cleared RETURN [id, null, null] AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Evidence {id: id})
  USING INDEX SEEK n:Evidence(id)
  WHERE n.reading IN $cleared RETURN [id, null, null] AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Content {id: id})
  USING INDEX SEEK n:Content(id)
  WHERE n.reading IN $cleared RETURN [id, null, null] AS row
  UNION ALL
  UNWIND $ids AS id
  MATCH (n:Standalone {id: id})
  USING INDEX SEEK n:Standalone(id)
  WHERE n.reading IN $cleared RETURN [id, n.type, n.payload] AS row
}
RETURN row
