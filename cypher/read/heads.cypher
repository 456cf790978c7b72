// Heads of one type by id, in every state, merges not followed.
// $ids, $cleared
// inlined: LABEL
// rows: as parts/head
// plan: LABEL(id), Entity(id)
UNWIND $ids AS id
MATCH (n:LABEL {id: id})
USING INDEX SEEK n:LABEL(id)
WHERE n.reading IN $cleared
// include parts/head
