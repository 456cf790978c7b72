// Which of these records the viewer may read, in whatever state.
// $entities (ids; merges not followed), $leads (ids of entities; with all the survivors they lead to), $relations (ids), $cleared
// rows: id
// plan: Entity(id), Relation(id)
CALL () {
  UNWIND $entities AS id
  MATCH (n:Entity {id: id})
  USING INDEX SEEK n:Entity(id)
  WHERE n.reading IN $cleared
  RETURN id
  UNION ALL
  UNWIND $leads AS id
  MATCH (n:Entity {id: id})
  WHERE n.clearance IN $cleared
  RETURN id
  UNION ALL
  UNWIND $relations AS id
  MATCH (n:Relation {id: id})
  USING INDEX SEEK n:Relation(id)
  WHERE n.reading IN $cleared
  RETURN id
}
RETURN id AS row
