// Entities that became of another kind; KIND is Entity for one without (its payload was redacted).
// $rows: id
// inlined: KIND
// plan: Entity(id)
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
USING INDEX SEEK n:Entity(id)
REMOVE n:Organization:Person:Place:Programme:Event:Concept:Work:Entry:Collection
SET n:KIND
