// Nodes that do not follow from the log.
// $rows: id
// inlined: LABEL
// plan: LABEL(id)
UNWIND $rows AS row
MATCH (n:LABEL {id: row.id})
DETACH DELETE n
