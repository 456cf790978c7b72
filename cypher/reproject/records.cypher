// How many records there are.
// rows: records
// plan: NodeCountFromCountStore
CALL () { MATCH (n:Entity) RETURN count(n) AS entities }
CALL () { MATCH (n:Relation) RETURN count(n) AS relations }
CALL () { MATCH (n:Evidence) RETURN count(n) AS evidence }
CALL () { MATCH (n:Content) RETURN count(n) AS contents }
CALL () { MATCH (n:Standalone) RETURN count(n) AS standalone }
RETURN entities + relations + evidence + contents + standalone AS records
