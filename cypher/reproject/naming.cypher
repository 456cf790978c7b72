// What records are noted to be about.
// $records: their ids
// rows: record, subject
// plan: Naming(record)
UNWIND $records AS record
MATCH (n:Naming {record: record})
USING INDEX SEEK n:Naming(record)
RETURN n.record AS record, n.subject AS subject
