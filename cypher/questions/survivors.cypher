// Those of some entities that are survivors and that the viewer may be shown, by number.
// $ids, $cleared
// rows: [number]
// plan: Entity(id)
UNWIND $ids AS id
MATCH (e:Entity {id: id})
USING INDEX SEEK e:Entity(id)
WHERE e.canonical IS NULL AND e.level > 0 AND e.clearance IN $cleared AND e.payload IS NOT NULL
RETURN [e.number] AS row
