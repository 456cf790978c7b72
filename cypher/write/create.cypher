// New nodes.
// $rows: their properties
// inlined: LABELS
// plan: none
UNWIND $rows AS row
CREATE (n:LABELS)
SET n = row
