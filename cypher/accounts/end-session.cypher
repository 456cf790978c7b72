// $account, $id
// rows: count
// plan: AccountSession(id)
MATCH (s:AccountSession {id: $id})
USING INDEX SEEK s:AccountSession(id)
WHERE s.account = $account
WITH collect(s) AS ended
FOREACH (s IN ended | DELETE s)
RETURN size(ended) AS count
