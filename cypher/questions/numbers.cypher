// The numbers that questions call survivors by.
// $ids
// rows: [id, number]
// plan: Entity(id)
UNWIND $ids AS id
MATCH (e:Entity {id: id})
USING INDEX SEEK e:Entity(id)
RETURN [id, e.number] AS row
