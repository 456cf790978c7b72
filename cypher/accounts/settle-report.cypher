// Under the lock: of two, one finds it open.
// $id, $settledAt, $settledBy, $outcome, $note
// rows: count
// plan: AccountReport(id)
MATCH (r:AccountReport {id: $id})
USING INDEX SEEK r:AccountReport(id)
WHERE r.settledAt IS NULL
SET r.settledAt = $settledAt, r.settledBy = $settledBy, r.outcome = $outcome, r.note = $note
RETURN count(r) AS count
