// Relationships between entities that do not stand for a relation, or not as it is.
// $limit
// rows: relation (id), type, element (of the relationship)
// plan: Relation(id), DirectedAllRelationshipsScan
MATCH (a:Entity)-[t]->(b:Entity)
OPTIONAL MATCH (r:Relation {id: t.id})
USING INDEX SEEK r:Relation(id)
WITH a, t, b, r
WHERE r IS NULL OR r.level = 0 OR r.type <> type(t) OR r.from <> a.id OR r.to <> b.id
  OR [r.level + CASE WHEN r.deprecated IS NULL THEN 0 ELSE 2 END, r.clearance, r.startEarliest, r.endLatest] <> [t.level, t.clearance, t.startEarliest, t.endLatest]
RETURN t.id AS relation, type(t) AS type, elementId(t) AS element
LIMIT $limit
