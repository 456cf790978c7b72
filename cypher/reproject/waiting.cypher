// What is noted of records as waiting for a decision.
// $items: their ids
// rows: item, row
// plan: Waiting(item, piece)
UNWIND $items AS item
MATCH (n:Waiting)
USING INDEX SEEK n:Waiting(item, piece)
WHERE n.item = item AND n.piece >= ''
RETURN n.item AS item, properties(n) AS row
