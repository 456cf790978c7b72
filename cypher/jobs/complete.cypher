// A job is done, under the lock of the queue: it goes, or is done once more.
// $kind, $key, $token
// rows: kind; none when it is not held
// plan: Job(kind, key)
MATCH (j:Job {kind: $kind, key: $key})
USING INDEX SEEK j:Job(kind, key)
WHERE j.token = $token
WITH j, j.kind AS kind, j.againAt AS againAt
FOREACH (_ IN CASE WHEN againAt IS NULL THEN [1] ELSE [] END | DELETE j)
FOREACH (_ IN CASE WHEN againAt IS NULL THEN [] ELSE [1] END |
  SET j.payload = j.again, j.runAt = againAt, j.attempts = 0
  REMOVE j.error, j.token, j.until, j.again, j.againAt)
RETURN kind
