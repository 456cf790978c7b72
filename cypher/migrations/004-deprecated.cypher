// What is deprecated is drawn, too, at a level of its own: 3 published, 4 proposed.
MATCH (r:Relation)
WHERE r.deprecated AND r.level > 0
CALL (r) {
  MATCH (a:Entity {id: r.from})
  USING INDEX SEEK a:Entity(id)
  MATCH (b:Entity {id: r.to})
  USING INDEX SEEK b:Entity(id)
  WITH a, b WHERE NOT EXISTS { (a)-[t]->(b) WHERE t.id = r.id }
  CREATE (a)-[t:$(r.type)]->(b)
  SET t.id = r.id, t.level = r.level + 2, t.clearance = r.clearance, t.startEarliest = r.startEarliest, t.endLatest = r.endLatest
} IN TRANSACTIONS OF 1000 ROWS;
