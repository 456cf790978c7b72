// $id
// plan: AccountWebhook(id)
MATCH (w:AccountWebhook {id: $id})
USING INDEX SEEK w:AccountWebhook(id)
// include parts/webhook
