// Entities by id, merges followed, with what was merged into them.
// $ids, $cleared
// rows: [id asked for, id, version, state, audience, payload of the survivor, merged: [id, version,
//   state, audience, payload] of each]
// plan: Entity(id), Entity(canonical)
UNWIND $ids AS id
MATCH (lead:Entity {id: id})
USING INDEX SEEK lead:Entity(id)
WHERE lead.clearance IN $cleared
MATCH (s:Entity {id: coalesce(lead.canonical, id)})
USING INDEX SEEK s:Entity(id)
WHERE s.level > 0 AND s.payload IS NOT NULL
CALL (s) {
  MATCH (m:Entity)
  USING INDEX SEEK m:Entity(canonical)
  WHERE m.canonical = s.id AND (m.level = 1 OR m.level = s.level) AND m.clearance IN $cleared AND m.payload IS NOT NULL
  WITH m ORDER BY m.id
  RETURN collect([m.id, m.version, m.state, m.audience, m.payload]) AS merged
}
RETURN [id, s.id, s.version, s.state, s.audience, s.payload, merged] AS row
