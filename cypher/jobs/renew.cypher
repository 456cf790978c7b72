// Holds on to a job, under the lock of the queue.
// $kind, $key, $token, $until
// rows: kind; none when it is not held
// plan: Job(kind, key)
MATCH (j:Job {kind: $kind, key: $key})
USING INDEX SEEK j:Job(kind, key)
WHERE j.token = $token
SET j.until = $until
RETURN j.kind AS kind
