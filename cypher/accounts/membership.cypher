// $group, $account
// plan: AccountMember(group, account)
MATCH (m:AccountMember {group: $group, account: $account})
USING INDEX SEEK m:AccountMember(group, account)
// include parts/member
