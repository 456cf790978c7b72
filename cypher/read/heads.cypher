// Heads of one type by id, in every state, merges not followed; none of an entity that is merged into something hidden.
// $ids, $cleared
// inlined: LABEL
// rows: as parts/head
// plan: LABEL(id), Entity(id)
UNWIND $ids AS id
MATCH (n:LABEL {id: id})
USING INDEX SEEK n:LABEL(id)
WHERE (CASE WHEN n.canonical IS NULL THEN n.reading ELSE n.clearance END) IN $cleared
// include parts/head
