// All of an account that goes.
// $account
// plan: AccountWatch(account)
MATCH (w:AccountWatch {account: $account})
USING INDEX SEEK w:AccountWatch(account)
DELETE w
