// How many records there are.
// rows: records
// plan: NodeCountFromCountStore
CALL () { MATCH (n:Entity) RETURN count(n) AS entities }
CALL () { MATCH (n:Relation) RETURN count(n) AS relations }
CALL () { MATCH (n:Evidence) RETURN count(n) AS evidence }
CALL () { MATCH (n:Content) RETURN count(n) AS contents }
RETURN entities + relations + evidence + contents AS records
