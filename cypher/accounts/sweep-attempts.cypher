// Takes away those that ended by then; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountAttempts
MATCH (a:AccountAttempts)
WHERE a.until <= $by
WITH collect(a) AS ended
FOREACH (a IN ended | DELETE a)
RETURN size(ended) AS count
