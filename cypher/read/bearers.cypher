// All that has one of the name keys or identifiers, and all that leads to the same survivor, as views show them.
// $keys, $identifiers (scheme, value), $cleared
// rows: id
// plan: Name(key, entity), Identifier(value, scheme, entity), Entity(id), Entity(canonical)

// include parts/named
MATCH (b:Entity {id: bearer})
USING INDEX SEEK b:Entity(id)
WHERE b.level > 0 AND b.clearance IN $cleared
WITH DISTINCT coalesce(b.canonical, b.id) AS id
MATCH (s:Entity {id: id})
USING INDEX SEEK s:Entity(id)
WHERE s.payload IS NOT NULL
CALL (s) {
  RETURN s.id AS member
  UNION
  MATCH (m:Entity)
  USING INDEX SEEK m:Entity(canonical)
  WHERE m.canonical = s.id AND (m.level = 1 OR m.level = s.level) AND m.payload IS NOT NULL
  RETURN m.id AS member
}
RETURN member AS row
