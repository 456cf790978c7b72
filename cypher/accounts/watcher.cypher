// How an account is told.
// $account
// plan: AccountWatcher(account)
MATCH (w:AccountWatcher {account: $account})
USING INDEX SEEK w:AccountWatcher(account)
// include parts/watcher
