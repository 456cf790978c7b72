// Those of an account, in the order of ids.
// $account
// plan: AccountWatch(account)
MATCH (w:AccountWatch {account: $account})
USING INDEX SEEK w:AccountWatch(account)
// include parts/watch
ORDER BY id
