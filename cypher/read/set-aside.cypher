// Relations that merges tied to themselves: both ends are an entity or what was merged into it. In the order of ids, in every state.
// $id (of a survivor), $after (id), $limit, $cleared
// rows: as parts/head
// plan: Relation(from, level, id), Entity(id)
MATCH (n:Relation)
USING INDEX SEEK n:Relation(from, level, id)
WHERE n.from = $id AND n.level = 0 AND n.id > $after AND n.to = $id AND n.reading IN $cleared
WITH n ORDER BY n.from, n.level, n.id LIMIT $limit
// include parts/head
