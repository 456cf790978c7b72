// Ids of survivors by number.
// $numbers
// rows: [number, id]
// plan: Entity(number)
UNWIND $numbers AS number
MATCH (e:Entity {number: number})
RETURN [number, e.id] AS row
