// All of an account that goes.
// $account
// plan: AccountToken(account)
MATCH (t:AccountToken {account: $account})
USING INDEX SEEK t:AccountToken(account)
DELETE t
