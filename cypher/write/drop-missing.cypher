// What records named that was not there, before it is noted anew. There are hardly ever any.
// $records: ids of the records that named something
// plan: scans Missing
MATCH (m:Missing)
WHERE m.record IN $records
DELETE m
