// All of an account, the newest first, without what is in them.
// $account
// rows: account, key, title, version, savedAt, purgeAt
// plan: AccountDraft(account)
MATCH (d:AccountDraft {account: $account})
USING INDEX SEEK d:AccountDraft(account)
RETURN d.account AS account, d.key AS key, d.title AS title, d.version AS version, d.savedAt AS savedAt, d.purgeAt AS purgeAt
ORDER BY savedAt DESC, key
