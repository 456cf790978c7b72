// Entities with all that is merged with them, and the contents of all of these, in every state. Not for
// viewers.
// $ids
// rows: id
// plan: Entity(id), Entity(canonical), Content(entity, position, id)
UNWIND $ids AS id
MATCH (lead:Entity {id: id})
USING INDEX SEEK lead:Entity(id)
WITH DISTINCT coalesce(lead.canonical, lead.id) AS survivor
CALL (survivor) {
  RETURN survivor AS id
  UNION
  MATCH (m:Entity)
  USING INDEX SEEK m:Entity(canonical)
  WHERE m.canonical = survivor
  RETURN m.id AS id
  UNION
  MATCH (c:Content)
  USING INDEX SEEK c:Content(entity, position, id)
  WHERE c.entity = survivor AND c.position >= 0 AND c.id > ''
  RETURN c.id AS id
}
RETURN id AS row
