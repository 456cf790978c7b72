// Identifiers with what bears them, in the order of values, schemes and ids.
// $value, $scheme, $entity (after these), $limit
// rows: value, scheme, entity, payload (of the entity; null where there is none)
// plan: Identifier(value, scheme, entity), Entity(id)
MATCH (n:Identifier)
USING INDEX SEEK n:Identifier(value, scheme, entity)
WHERE n.value >= $value AND n.scheme IS NOT NULL AND n.entity IS NOT NULL
  AND (n.value > $value OR n.scheme > $scheme OR (n.scheme = $scheme AND n.entity > $entity))
WITH n ORDER BY n.value, n.scheme, n.entity LIMIT $limit
OPTIONAL MATCH (e:Entity {id: n.entity})
USING INDEX SEEK e:Entity(id)
RETURN n.value AS value, n.scheme AS scheme, n.entity AS entity, e.payload AS payload
