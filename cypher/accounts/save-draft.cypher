// Under the lock of the account, after it was seen which version stands.
// $account, $key, $title, $body (JSON), $version, $savedAt, $purgeAt
// plan: AccountDraft(account, key)
MERGE (d:AccountDraft {account: $account, key: $key})
SET d.title = $title, d.body = $body, d.version = $version, d.savedAt = $savedAt, d.purgeAt = $purgeAt
