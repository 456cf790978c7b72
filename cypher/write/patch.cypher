// Some properties of nodes.
// $rows: id, properties
// inlined: LABEL
// plan: LABEL(id)
UNWIND $rows AS row
MATCH (n:LABEL {id: row.id})
USING INDEX SEEK n:LABEL(id)
SET n += row.properties
