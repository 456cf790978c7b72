// The first of some survivors in the order of ids.
// $numbers, $after (id; '': from the start), $limit
// rows: [number, id]
// plan: Entity(number)
UNWIND $numbers AS number
MATCH (e:Entity {number: number})
USING INDEX SEEK e:Entity(number)
WHERE e.id > $after
WITH number, e.id AS id ORDER BY id LIMIT $limit
RETURN [number, id] AS row
