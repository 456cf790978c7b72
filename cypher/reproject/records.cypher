// How many records there are.
// rows: records
// plan: NodeCountFromCountStore
CALL () { MATCH (n:Entity) RETURN count(n) AS entities }
CALL () { MATCH (n:Relation) RETURN count(n) AS relations }
CALL () { MATCH (n:Evidence) RETURN count(n) AS evidence }
RETURN entities + relations + evidence AS records
