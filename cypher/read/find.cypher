// Survivors that have one of the name keys or identifiers, themselves or through what was merged into
// them, in the order of ids.
// $keys, $identifiers (scheme, value), $proposed (whether those too), $kinds (null: all), $after (id),
//   $limit, $cleared
// rows: id
// plan: Name(key, entity), Identifier(value, scheme, entity), Entity(id)

// include parts/named
MATCH (b:Entity {id: bearer})
USING INDEX SEEK b:Entity(id)
WHERE (b.level = 1 OR ($proposed AND b.level = 2)) AND b.clearance IN $cleared
WITH DISTINCT coalesce(b.canonical, b.id) AS id
WHERE id > $after
MATCH (s:Entity {id: id})
USING INDEX SEEK s:Entity(id)
WHERE s.payload IS NOT NULL AND ($kinds IS NULL OR s.kind IN $kinds)
WITH id ORDER BY id LIMIT $limit
RETURN id AS row
