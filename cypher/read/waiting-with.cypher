// Which of these are decided with another that waits in the same state: entities with a relation that leads to them and
// that is seen, contents with their entity.
// $entities, $contents (ids), $state, $cleared
// rows: id
// plan: Entity(id), Relation(from, level, id), Relation(to, level, id), Content(id)
CALL () {
  UNWIND $entities AS id
  MATCH (e:Entity {id: id})
  USING INDEX SEEK e:Entity(id)
  CALL (e) {
    MATCH (r:Relation)
    USING INDEX SEEK r:Relation(from, level, id)
    WHERE r.from = coalesce(e.canonical, e.id) AND r.level >= 0 AND r.id > '' AND coalesce(r.fromRecorded, r.from) = e.id AND r.state = $state AND r.reading IN $cleared
    RETURN true AS found LIMIT 1
    UNION
    MATCH (r:Relation)
    USING INDEX SEEK r:Relation(to, level, id)
    WHERE r.to = coalesce(e.canonical, e.id) AND r.level >= 0 AND r.id > '' AND coalesce(r.toRecorded, r.to) = e.id AND r.state = $state AND r.reading IN $cleared
    RETURN true AS found LIMIT 1
  }
  RETURN DISTINCT id
  UNION ALL
  UNWIND $contents AS id
  MATCH (c:Content {id: id})
  USING INDEX SEEK c:Content(id)
  MATCH (e:Entity {id: coalesce(c.entityRecorded, c.entity)})
  USING INDEX SEEK e:Entity(id)
  WHERE e.state = $state
  RETURN id
}
RETURN id AS row
