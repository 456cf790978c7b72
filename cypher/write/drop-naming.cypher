// What records were about, before it is written anew.
// $records: their ids
// plan: Naming(record)
UNWIND $records AS record
MATCH (n:Naming {record: record})
USING INDEX SEEK n:Naming(record)
DELETE n
