// All of an account but the one with this hash.
// $account, $keep (null: none)
// rows: count
// plan: AccountSession(account)
MATCH (s:AccountSession {account: $account})
USING INDEX SEEK s:AccountSession(account)
WHERE $keep IS NULL OR s.hash <> $keep
WITH collect(s) AS ended
FOREACH (s IN ended | DELETE s)
RETURN size(ended) AS count
