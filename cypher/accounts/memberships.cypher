// Those of an account.
// $account
// plan: AccountMember(account)
MATCH (m:AccountMember {account: $account})
USING INDEX SEEK m:AccountMember(account)
// include parts/member
ORDER BY `group`
