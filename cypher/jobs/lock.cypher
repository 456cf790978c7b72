// Locks the queue until the transaction ends: whoever comes second waits here.
// $token: anything
// plan: Jobs(one)
MERGE (queue:Jobs {one: 1})
SET queue.locked = $token
