// Under the lock, and that of the account.
// $group, $account, $role, $since
// plan: AccountMember(group, account)
MERGE (m:AccountMember {group: $group, account: $account})
  ON CREATE SET m.since = $since
SET m.role = $role
