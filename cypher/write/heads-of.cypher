// Records of one type by id, as their nodes are.
// $ids
// inlined: LABEL
// rows: row (all properties); nothing for what is not there
// plan: LABEL(id)
UNWIND $ids AS id
MATCH (n:LABEL {id: id})
USING INDEX SEEK n:LABEL(id)
RETURN properties(n) AS row
