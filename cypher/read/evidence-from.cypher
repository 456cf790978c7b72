// Evidence from a source, as recorded, in the order of ids, in every state.
// $source, $after (id), $limit, $cleared
// rows: as parts/head
// plan: Evidence(sourceRecorded, id), Entity(id)
MATCH (n:Evidence)
USING INDEX SEEK n:Evidence(sourceRecorded, id)
WHERE n.sourceRecorded = $source AND n.id > $after AND n.reading IN $cleared
WITH n ORDER BY n.sourceRecorded, n.id LIMIT $limit
// include parts/head
