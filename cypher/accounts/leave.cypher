// Under the lock.
// $group, $account
// rows: count
// plan: AccountMember(group, account)
MATCH (m:AccountMember {group: $group, account: $account})
USING INDEX SEEK m:AccountMember(group, account)
WITH collect(m) AS gone
FOREACH (m IN gone | DELETE m)
RETURN size(gone) AS count
