// What was merged into entities, directly or by a chain.
// $ids: of survivors
// rows: row (all properties)
// plan: Entity(canonical)
UNWIND $ids AS canonical
MATCH (n:Entity)
WHERE n.canonical = canonical
RETURN properties(n) AS row
