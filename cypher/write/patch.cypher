// Some properties of nodes.
// $rows: id, properties
// inlined: LABEL
// plan: LABEL(id)
UNWIND $rows AS row
MATCH (n:LABEL {id: row.id})
SET n += row.properties
