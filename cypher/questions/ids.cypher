// Ids of survivors by number.
// $numbers
// rows: [number, id]
// plan: Entity(number)
UNWIND $numbers AS number
MATCH (e:Entity {number: number})
USING INDEX SEEK e:Entity(number)
RETURN [number, e.id] AS row
