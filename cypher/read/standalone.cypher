// Heads of records that stand alone by id, in every state.
// $ids, $cleared
// rows: as parts/head, without what it is merged into; then type
// plan: Standalone(id)
UNWIND $ids AS id
MATCH (n:Standalone {id: id})
USING INDEX SEEK n:Standalone(id)
WHERE n.reading IN $cleared
RETURN [n.id, n.version, n.state, n.audience, n.payload, null, null, n.type] AS row
