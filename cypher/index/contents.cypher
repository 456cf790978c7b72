// What an index keeps of contents by id. Not for viewers.
// $ids
// rows: [id, level, clearance (its key), state, audience, payload, [id, name, kind of the survivor]]
// plan: Content(id), Entity(id), Clearance(number)
UNWIND $ids AS id
MATCH (n:Content {id: id})
USING INDEX SEEK n:Content(id)
WHERE n.level > 0
MATCH (s:Entity {id: n.entity})
USING INDEX SEEK s:Entity(id)
MATCH (c:Clearance {number: n.reading})
USING INDEX SEEK c:Clearance(number)
RETURN [n.id, n.level, c.key, n.state, n.audience, n.payload, [s.id, s.name, s.kind]] AS row
