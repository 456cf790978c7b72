// A page of webhooks of all accounts in the order of ids.
// $after (an id, or '': from the first), $limit
// plan: AccountWebhook(id)
MATCH (w:AccountWebhook)
USING INDEX SEEK w:AccountWebhook(id)
WHERE w.id > $after
// include parts/webhook
ORDER BY id LIMIT $limit
