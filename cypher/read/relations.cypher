// A page of the relations of an entity, or of what it was merged into, at one level, in the order of ids.
// $id, $level (1 published, 2 proposed), $after (id), $limit, $out and $in (which directions), $types
//   (null: all), $deprecated (whether those too), $from and $to (days; null: always),
//   $evidence (whether to show it), $cleared
// rows: as parts/relation-view
// plan: Entity(id), Relation(from, level, id), Relation(to, level, id), Evidence(relation, id)
MATCH (lead:Entity {id: $id})
USING INDEX SEEK lead:Entity(id)
WHERE lead.clearance IN $cleared
WITH coalesce(lead.canonical, lead.id) AS survivor
CALL (survivor) {
  WITH survivor WHERE $out
  MATCH (r:Relation)
  USING INDEX SEEK r:Relation(from, level, id)
  WHERE r.from = survivor AND r.level = $level AND r.id > $after AND r.clearance IN $cleared
    AND ($types IS NULL OR r.type IN $types) AND ($deprecated OR r.deprecated IS NULL)
    AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
  RETURN r ORDER BY r.from, r.level, r.id LIMIT $limit
  UNION ALL
  WITH survivor WHERE $in
  MATCH (r:Relation)
  USING INDEX SEEK r:Relation(to, level, id)
  WHERE r.to = survivor AND r.level = $level AND r.id > $after AND r.clearance IN $cleared
    AND ($types IS NULL OR r.type IN $types) AND ($deprecated OR r.deprecated IS NULL)
    AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
  RETURN r ORDER BY r.to, r.level, r.id LIMIT $limit
}
WITH r ORDER BY r.id LIMIT $limit
// include parts/relation-view
