// $group
// rows: count
// plan: AccountMember(group, account)
MATCH (m:AccountMember {group: $group})
USING INDEX SEEK m:AccountMember(group, account)
WHERE m.account > ''
RETURN count(m) AS count
