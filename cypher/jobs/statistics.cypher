// How many jobs there are of each kind. There are few.
// $now
// rows: kind, waiting, held, givenUp, oldest
// plan: scans Job
MATCH (j:Job)
WITH j, coalesce(j.until > $now, false) AS held
WITH j.kind AS kind,
  sum(CASE WHEN NOT held AND j.runAt IS NOT NULL THEN 1 ELSE 0 END) AS waiting, sum(CASE WHEN held THEN 1 ELSE 0 END) AS held,
  sum(CASE WHEN NOT held AND j.runAt IS NULL THEN 1 ELSE 0 END) AS givenUp, min(CASE WHEN NOT held THEN j.runAt END) AS oldest
RETURN kind, waiting, held, givenUp, oldest
ORDER BY kind
