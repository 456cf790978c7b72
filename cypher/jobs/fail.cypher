// A job failed, under the lock of the queue.
// $kind, $key, $token, $retryAt (null: given up), $error
// rows: kind; none when it is not held
// plan: Job(kind, key)
MATCH (j:Job {kind: $kind, key: $key})
USING INDEX SEEK j:Job(kind, key)
WHERE j.token = $token
WITH j, coalesce(j.again, j.payload) AS payload, coalesce($retryAt, j.againAt) AS runAt,
  CASE WHEN $retryAt IS NULL AND j.againAt IS NOT NULL THEN 0 ELSE j.attempts END AS attempts
SET j.payload = payload, j.runAt = runAt, j.attempts = attempts, j.error = $error
REMOVE j.token, j.until, j.again, j.againAt
RETURN j.kind AS kind
