// Relationships that no longer hold, or hold otherwise. Between two ends the server looks from the one
// with fewer of that type.
// $rows: id (of the relation), from, to
// inlined: TYPE
// plan: Entity(id)
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
USING INDEX SEEK a:Entity(id)
MATCH (b:Entity {id: row.to})
USING INDEX SEEK b:Entity(id)
MATCH (a)-[r:TYPE]->(b)
WHERE r.id = row.id
DELETE r
