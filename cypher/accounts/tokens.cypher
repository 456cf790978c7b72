// Those of an account, newest first.
// $account
// plan: AccountToken(account)
MATCH (t:AccountToken {account: $account})
USING INDEX SEEK t:AccountToken(account)
// include parts/token
ORDER BY createdAt DESC, id DESC
