// A page of watches of all accounts in the order of ids.
// $after (an id, or '': from the first), $limit
// plan: AccountWatch(id)
MATCH (w:AccountWatch)
USING INDEX SEEK w:AccountWatch(id)
WHERE w.id > $after
// include parts/watch
ORDER BY id LIMIT $limit
