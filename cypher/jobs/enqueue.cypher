// A job for a kind and key, under the lock of the queue; see src/jobs/port.ts for one that is there.
// $kind, $key, $payload (JSON), $runAt, $now
// plan: Job(kind, key)
MERGE (j:Job {kind: $kind, key: $key})
  ON CREATE SET j.attempts = 0, j.made = $now
WITH j, coalesce(j.until > $now, false) AS held
WITH j, held, CASE WHEN held THEN $payload END AS again,
  CASE WHEN NOT held THEN null WHEN j.againAt < $runAt THEN j.againAt ELSE $runAt END AS againAt,
  CASE WHEN held THEN j.payload ELSE $payload END AS payload,
  CASE WHEN j.runAt IS NULL AND j.until IS NULL THEN 0 ELSE j.attempts END AS attempts,
  CASE WHEN held THEN j.runAt WHEN j.runAt IS NULL THEN $runAt WHEN j.attempts = 0 AND $runAt < j.runAt THEN $runAt ELSE j.runAt END AS runAt
SET j.again = again, j.againAt = againAt, j.payload = payload, j.attempts = attempts, j.runAt = runAt
