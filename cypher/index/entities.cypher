// What an index keeps of entities by id; not of one that its survivor's document speaks for (the same
// readers, in the same state). Not for viewers.
// $ids
// rows: [id, level, clearance (its key), [id, state, audience, payload] of it and of what its document
//   speaks for, [id, name, kind of the survivor]]
// plan: Entity(id), Entity(canonical), Clearance(number)
UNWIND $ids AS id
MATCH (n:Entity {id: id})
USING INDEX SEEK n:Entity(id)
WHERE n.level > 0 AND n.payload IS NOT NULL
MATCH (s:Entity {id: coalesce(n.canonical, id)})
USING INDEX SEEK s:Entity(id)
WHERE s.payload IS NOT NULL AND (n.canonical IS NULL OR n.clearance <> s.clearance OR n.level <> s.level)
MATCH (c:Clearance {number: n.clearance})
USING INDEX SEEK c:Clearance(number)
CALL (n) {
  MATCH (m:Entity)
  USING INDEX SEEK m:Entity(canonical)
  WHERE m.canonical = n.id AND m.level = n.level AND m.clearance = n.clearance AND m.payload IS NOT NULL AND n.canonical IS NULL
  WITH m ORDER BY m.id
  RETURN collect([m.id, m.state, m.audience, m.payload]) AS merged
}
RETURN [n.id, n.level, c.key, [[n.id, n.state, n.audience, n.payload]] + merged, [s.id, s.name, s.kind]] AS row
