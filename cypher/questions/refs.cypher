// Survivors by number, as answers mention them.
// $numbers
// rows: [number, id, name, kind]
// plan: Entity(number)
UNWIND $numbers AS number
MATCH (e:Entity {number: number})
USING INDEX SEEK e:Entity(number)
RETURN [number, e.id, e.name, e.kind] AS row
