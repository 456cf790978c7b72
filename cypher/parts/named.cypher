// Entities that have one of the name keys or identifiers themselves.
// $keys, $identifiers (scheme, value)
// gives: bearer
CALL () {
  UNWIND $keys AS key
  MATCH (n:Name)
  USING INDEX SEEK n:Name(key, entity)
  WHERE n.key = key AND n.entity > ''
  RETURN n.entity AS bearer
  UNION
  UNWIND $identifiers AS identifier
  MATCH (n:Identifier)
  USING INDEX SEEK n:Identifier(value, scheme, entity)
  WHERE n.value = identifier.value AND n.scheme = identifier.scheme AND n.entity > ''
  RETURN n.entity AS bearer
}
