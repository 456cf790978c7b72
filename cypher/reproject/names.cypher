// Name keys with what bears them, in the order of keys and ids.
// $key, $entity (after these), $limit
// rows: key, entity, payload (of the entity; null where there is none)
// plan: Name(key, entity), Entity(id)
MATCH (n:Name)
USING INDEX SEEK n:Name(key, entity)
WHERE n.key >= $key AND n.entity IS NOT NULL AND (n.key > $key OR n.entity > $entity)
WITH n ORDER BY n.key, n.entity LIMIT $limit
OPTIONAL MATCH (e:Entity {id: n.entity})
USING INDEX SEEK e:Entity(id)
RETURN n.key AS key, n.entity AS entity, e.payload AS payload
