// Under the lock.
// $account, $id
// rows: count
// plan: AccountWatch(id)
MATCH (w:AccountWatch {id: $id})
USING INDEX SEEK w:AccountWatch(id)
WHERE w.account = $account
WITH collect(w) AS gone
FOREACH (w IN gone | DELETE w)
RETURN size(gone) AS count
