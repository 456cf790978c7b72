// Under the lock, after it was seen that its position stands.
// $id, $position, $failures, $failingSince, $disabledAt, $results (JSON)
// plan: AccountWebhook(id)
MATCH (w:AccountWebhook {id: $id})
USING INDEX SEEK w:AccountWebhook(id)
SET w.position = $position, w.failures = $failures, w.failingSince = $failingSince, w.disabledAt = $disabledAt, w.results = $results
