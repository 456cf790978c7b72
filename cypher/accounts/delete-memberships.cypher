// All of an account that goes.
// $account
// plan: AccountMember(account)
MATCH (m:AccountMember {account: $account})
USING INDEX SEEK m:AccountMember(account)
DELETE m
