// Texts of an entity, or of what it was merged into, in the order of their places, then of ids.
// $id, $position and $after (id): of the last before; $limit, $cleared
// rows: [id, version, state, audience, payload, [id, name, kind of the survivor]]
// plan: Entity(id), Content(entity, position, id)
MATCH (lead:Entity {id: $id})
USING INDEX SEEK lead:Entity(id)
WHERE lead.clearance IN $cleared
MATCH (s:Entity {id: coalesce(lead.canonical, lead.id)})
USING INDEX SEEK s:Entity(id)
CALL (s) {
  MATCH (n:Content)
  USING INDEX SEEK n:Content(entity, position, id)
  WHERE n.entity = s.id AND n.position >= $position AND n.id > '' AND (n.position > $position OR n.id > $after)
    AND n.level > 0 AND n.reading IN $cleared
  RETURN n ORDER BY n.entity, n.position, n.id LIMIT $limit
}
WITH s, n ORDER BY n.position, n.id
RETURN [n.id, n.version, n.state, n.audience, n.payload, [s.id, s.name, s.kind]] AS row
