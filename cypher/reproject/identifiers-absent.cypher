// Identifiers that an entity should be found by and is not.
// $rows: scheme, value, entity
// rows: row
// plan: Identifier(value, scheme, entity)
UNWIND $rows AS row
OPTIONAL MATCH (n:Identifier)
USING INDEX SEEK n:Identifier(value, scheme, entity)
WHERE n.value = row.value AND n.scheme = row.scheme AND n.entity = row.entity
WITH row, count(n) AS found WHERE found <> 1
RETURN row
