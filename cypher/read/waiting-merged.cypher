// Which of these entities are merged into something that is not seen: they are as good as hidden.
// $entities (ids), $cleared
// rows: id
// plan: Entity(id)
UNWIND $entities AS id
MATCH (e:Entity {id: id})
USING INDEX SEEK e:Entity(id)
WHERE NOT e.clearance IN $cleared
RETURN id AS row
