// Relations that should have one relationship and have none, or several.
// $ids
// rows: id, found (how many)
// plan: Relation(id), Entity(id)
UNWIND $ids AS id
MATCH (r:Relation {id: id})
WHERE r.level > 0 AND r.deprecated IS NULL
MATCH (a:Entity {id: r.from})
MATCH (b:Entity {id: r.to})
WITH id, COUNT { (a)-[t]->(b) WHERE t.id = id } AS found
WHERE found <> 1
RETURN id, found
