// Takes away those that are settled and were to go by then; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountReport
MATCH (r:AccountReport)
WHERE r.purgeAt <= $by AND r.settledAt IS NOT NULL
WITH collect(r) AS ended
FOREACH (r IN ended | DELETE r)
RETURN size(ended) AS count
