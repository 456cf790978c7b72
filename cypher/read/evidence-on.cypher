// Evidence on a relation, in the order of ids, in every state.
// $relation, $after (id), $limit, $cleared
// rows: as parts/head
// plan: Evidence(relation, id), Entity(id)
MATCH (n:Evidence)
USING INDEX SEEK n:Evidence(relation, id)
WHERE n.relation = $relation AND n.id > $after AND n.reading IN $cleared
WITH n ORDER BY n.relation, n.id LIMIT $limit
// include parts/head
