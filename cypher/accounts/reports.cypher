// A page of reports in the order of ids.
// $after (an id, or '': from the first), $settled, $record (null: any), $limit
// plan: AccountReport(id)
MATCH (r:AccountReport)
USING INDEX SEEK r:AccountReport(id)
WHERE r.id > $after AND (r.settledAt IS NOT NULL) = $settled AND ($record IS NULL OR r.record = $record)
// include parts/report
ORDER BY id LIMIT $limit
