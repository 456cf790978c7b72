// A page of those of a group, in the order of accounts.
// $group, $after (an id, or '': from the first), $limit
// plan: AccountMember(group, account)
MATCH (m:AccountMember {group: $group})
USING INDEX SEEK m:AccountMember(group, account)
WHERE m.account > $after
// include parts/member
ORDER BY account LIMIT $limit
