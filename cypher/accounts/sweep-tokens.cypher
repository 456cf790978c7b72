// Takes away those that ended by then; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountToken
MATCH (t:AccountToken)
WHERE t.expiresAt <= $by
WITH collect(t) AS ended
FOREACH (t IN ended | DELETE t)
RETURN size(ended) AS count
