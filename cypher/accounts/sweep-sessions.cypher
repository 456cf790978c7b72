// Takes away those that ended by then; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountSession
MATCH (s:AccountSession)
WHERE s.expiresAt <= $by
WITH collect(s) AS ended
FOREACH (s IN ended | DELETE s)
RETURN size(ended) AS count
