// Relationships between survivors: what questions walk.
// $rows: id (of the relation), from, to, properties
// inlined: TYPE
// plan: Entity(id)
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CREATE (a)-[r:TYPE]->(b)
SET r = row.properties
