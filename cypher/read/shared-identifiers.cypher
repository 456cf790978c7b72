// Identifiers that several entities bear, whoever may see these, in the order of values, then of schemes.
// $value, $scheme (after these), $limit
// rows: value, scheme
// plan: Identifier(value, scheme, entity)
MATCH (n:Identifier)
USING INDEX SEEK n:Identifier(value, scheme, entity)
WHERE n.value >= $value AND n.scheme IS NOT NULL AND n.entity IS NOT NULL
  AND (n.value > $value OR n.scheme > $scheme)
WITH n.value AS value, n.scheme AS scheme, count(*) AS bearers
WHERE bearers > 1
RETURN value, scheme
ORDER BY value, scheme LIMIT $limit
