// Takes away how to reach whoever contributed, by its day; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountContributor
MATCH (c:AccountContributor)
WHERE c.purgeAt <= $by
WITH collect(c) AS ended
FOREACH (c IN ended | DELETE c)
RETURN size(ended) AS count
