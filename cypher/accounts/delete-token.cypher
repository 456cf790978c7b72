// $account, $id
// rows: count
// plan: AccountToken(id)
MATCH (t:AccountToken {id: $id})
USING INDEX SEEK t:AccountToken(id)
WHERE t.account = $account
WITH collect(t) AS gone
FOREACH (t IN gone | DELETE t)
RETURN size(gone) AS count
