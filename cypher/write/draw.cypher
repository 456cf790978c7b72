// Relationships between survivors: what questions walk.
// $rows: id (of the relation), from, to, properties
// inlined: TYPE
// plan: Entity(id)
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
USING INDEX SEEK a:Entity(id)
MATCH (b:Entity {id: row.to})
USING INDEX SEEK b:Entity(id)
CREATE (a)-[r:TYPE]->(b)
SET r = row.properties
