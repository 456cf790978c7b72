// What waited for a decision, before it is written anew.
// $items: ids of records
// plan: Waiting(item, piece)
UNWIND $items AS item
MATCH (n:Waiting)
USING INDEX SEEK n:Waiting(item, piece)
WHERE n.item = item AND n.piece >= ''
DELETE n
