// Takes away those that ended by then; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountLink
MATCH (l:AccountLink)
WHERE l.expiresAt <= $by
WITH collect(l) AS ended
FOREACH (l IN ended | DELETE l)
RETURN size(ended) AS count
