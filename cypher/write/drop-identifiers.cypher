// Identifiers that an entity no longer has.
// $rows: scheme, value, entity
// plan: Identifier(value, scheme, entity)
UNWIND $rows AS row
MATCH (n:Identifier)
USING INDEX SEEK n:Identifier(value, scheme, entity)
WHERE n.value = row.value AND n.scheme = row.scheme AND n.entity = row.entity
DELETE n
