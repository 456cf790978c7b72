// A page of accounts in the order of ids.
// $after (an id, or '': from the first), $limit
// plan: Account(id)
MATCH (a:Account)
USING INDEX SEEK a:Account(id)
WHERE a.id > $after
// include parts/account
ORDER BY id LIMIT $limit
