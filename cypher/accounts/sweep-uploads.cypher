// Takes away those that ended by then; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountUpload
MATCH (u:AccountUpload)
WHERE u.until <= $by
WITH collect(u) AS ended
FOREACH (u IN ended | DELETE u)
RETURN size(ended) AS count
