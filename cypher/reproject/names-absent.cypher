// Name keys that an entity should be found by and is not.
// $rows: key, entity
// rows: row
// plan: Name(key, entity)
UNWIND $rows AS row
OPTIONAL MATCH (n:Name)
USING INDEX SEEK n:Name(key, entity)
WHERE n.key = row.key AND n.entity = row.entity
WITH row, count(n) AS found WHERE found <> 1
RETURN row
