// Nodes that do not follow from the log.
// $rows: id
// inlined: LABEL
// plan: LABEL(id)
UNWIND $rows AS row
MATCH (n:LABEL {id: row.id})
USING INDEX SEEK n:LABEL(id)
DETACH DELETE n
