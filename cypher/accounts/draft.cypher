// $account, $key
// rows: account, key, title, body (JSON), version, savedAt, purgeAt
// plan: AccountDraft(account, key)
MATCH (d:AccountDraft {account: $account, key: $key})
USING INDEX SEEK d:AccountDraft(account, key)
RETURN d.account AS account, d.key AS key, d.title AS title, d.body AS body, d.version AS version, d.savedAt AS savedAt, d.purgeAt AS purgeAt
