// The job that is due for longest, under the lock of the queue. There are few.
// $kinds, $now, $token, $until
// rows: kind, key, payload, attempts
// plan: scans Job
MATCH (j:Job)
WHERE j.kind IN $kinds AND j.runAt <= $now AND (j.until IS NULL OR j.until <= $now)
WITH j ORDER BY j.runAt, j.made, j.key LIMIT 1
SET j.token = $token, j.until = $until, j.attempts = j.attempts + 1
RETURN j.kind AS kind, j.key AS key, j.payload AS payload, j.attempts AS attempts
