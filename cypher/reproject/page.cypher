// Nodes of records of one type in the order of ids.
// $after (id), $limit
// inlined: LABEL
// rows: row (all properties), labels
// plan: LABEL(id)
MATCH (n:LABEL)
USING INDEX SEEK n:LABEL(id)
WHERE n.id > $after
WITH n ORDER BY n.id LIMIT $limit
RETURN properties(n) AS row, labels(n) AS labels
