// Under the lock.
// $account, $id
// rows: count
// plan: AccountWebhook(id)
MATCH (w:AccountWebhook {id: $id})
USING INDEX SEEK w:AccountWebhook(id)
WHERE w.account = $account
WITH collect(w) AS gone
FOREACH (w IN gone | DELETE w)
RETURN size(gone) AS count
