// Relations by id, published or proposed.
// $ids, $evidence (whether to show it), $cleared
// rows: as parts/relation-view
// plan: Relation(id), Entity(id), Evidence(relation, id)
UNWIND $ids AS id
MATCH (r:Relation {id: id})
USING INDEX SEEK r:Relation(id)
WHERE r.level > 0 AND r.clearance IN $cleared
// include parts/relation-view
