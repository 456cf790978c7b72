// Heads of one type of records that stand alone in the order of ids, in every state.
// $type (as in the log), $after (id), $limit, $cleared
// rows: as parts/head, without what it is merged into; then type
// plan: Standalone(type, id)
MATCH (n:Standalone)
USING INDEX SEEK n:Standalone(type, id)
WHERE n.type = $type AND n.id > $after AND n.reading IN $cleared
WITH n ORDER BY n.id LIMIT $limit
RETURN [n.id, n.version, n.state, n.audience, n.payload, null, null, n.type] AS row
