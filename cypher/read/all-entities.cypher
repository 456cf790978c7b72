// All survivors in the order of ids.
// $proposed (whether those too), $kinds (null: all), $after (id), $limit, $cleared
// rows: id
// plan: Entity(id)
MATCH (s:Entity)
USING INDEX SEEK s:Entity(id)
WHERE s.id > $after AND s.canonical IS NULL AND (s.level = 1 OR ($proposed AND s.level = 2)) AND s.clearance IN $cleared
  AND s.payload IS NOT NULL AND ($kinds IS NULL OR s.kind IN $kinds)
WITH s.id AS id ORDER BY id LIMIT $limit
RETURN id AS row
