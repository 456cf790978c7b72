// Heads of one type in the order of ids, in every state; none of an entity that is merged into something hidden.
// $after (id), $limit, $cleared
// inlined: LABEL
// rows: as parts/head
// plan: LABEL(id), Entity(id)
MATCH (n:LABEL)
USING INDEX SEEK n:LABEL(id)
WHERE n.id > $after AND (CASE WHEN n.canonical IS NULL THEN n.reading ELSE n.clearance END) IN $cleared
WITH n ORDER BY n.id LIMIT $limit
// include parts/head
