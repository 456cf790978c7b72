// Relationships between the same survivors that say something else. Between two ends the server looks
// from the one with fewer of that type.
// $rows: id (of the relation), from, to, properties
// inlined: TYPE
// plan: Entity(id)
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
USING INDEX SEEK a:Entity(id)
MATCH (b:Entity {id: row.to})
USING INDEX SEEK b:Entity(id)
MATCH (a)-[r:TYPE]->(b)
WHERE r.id = row.id
SET r += row.properties
