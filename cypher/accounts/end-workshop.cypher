// Under the lock.
// $account, $now
// rows: count
// plan: AccountWorkshop(account)
MATCH (w:AccountWorkshop {account: $account})
USING INDEX SEEK w:AccountWorkshop(account)
WHERE w.expiresAt > $now
SET w.expiresAt = $now
RETURN count(w) AS count
