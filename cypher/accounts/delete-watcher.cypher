// All of an account that goes.
// $account
// plan: AccountWatcher(account)
MATCH (w:AccountWatcher {account: $account})
USING INDEX SEEK w:AccountWatcher(account)
DELETE w
