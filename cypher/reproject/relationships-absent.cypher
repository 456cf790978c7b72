// Relations that should have one relationship and have none, or several.
// $ids
// rows: id, found (how many)
// plan: Relation(id), Entity(id)
// while there is none: Relation(id), Entity(id), DirectedAllRelationshipsScan
UNWIND $ids AS id
MATCH (r:Relation {id: id})
USING INDEX SEEK r:Relation(id)
WHERE r.level > 0
MATCH (a:Entity {id: r.from})
USING INDEX SEEK a:Entity(id)
MATCH (b:Entity {id: r.to})
USING INDEX SEEK b:Entity(id)
OPTIONAL MATCH (a)-[t]->(b)
WHERE t.id = id
WITH id, count(t) AS found
WHERE found <> 1
RETURN id, found
