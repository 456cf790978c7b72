// Takes away how to reach whoever reported what is open still; under the lock, after `sweep-reports`.
// $by: milliseconds since 1970
// rows: count
// plan: scans AccountReport
MATCH (r:AccountReport)
WHERE r.purgeAt <= $by AND r.contact IS NOT NULL
REMOVE r.contact
RETURN count(r) AS count
