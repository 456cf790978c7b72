// Takes away those that are that old; under the lock.
// $by: milliseconds since 1970
// rows: count
// plan: AccountNotice(at)
MATCH (n:AccountNotice)
USING INDEX SEEK n:AccountNotice(at)
WHERE n.at <= $by
WITH collect(n) AS ended
FOREACH (n IN ended | DELETE n)
RETURN size(ended) AS count
