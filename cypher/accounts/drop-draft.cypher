// $account, $key
// rows: count
// plan: AccountDraft(account, key)
MATCH (d:AccountDraft {account: $account, key: $key})
USING INDEX SEEK d:AccountDraft(account, key)
WITH collect(d) AS dropped
FOREACH (d IN dropped | DELETE d)
RETURN size(dropped) AS count
