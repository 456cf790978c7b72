// Jobs in the order in which they are due. There are few.
// $kind (null: all), $limit
// rows: kind, key, payload, runAt, attempts, error, until
// plan: scans Job
MATCH (j:Job)
WHERE $kind IS NULL OR j.kind = $kind
RETURN j.kind AS kind, j.key AS key, j.payload AS payload, j.runAt AS runAt, j.attempts AS attempts, j.error AS error, j.until AS until
ORDER BY runAt IS NULL, runAt, j.made, key LIMIT $limit
