// Takes away those that nobody has gone on with; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountDraft
MATCH (d:AccountDraft)
WHERE d.purgeAt <= $by
WITH collect(d) AS ended
FOREACH (d IN ended | DELETE d)
RETURN size(ended) AS count
