// Name keys that an entity no longer has.
// $rows: key, entity
// plan: Name(key, entity)
UNWIND $rows AS row
MATCH (n:Name)
USING INDEX SEEK n:Name(key, entity)
WHERE n.key = row.key AND n.entity = row.entity
DELETE n
