// $id
// plan: AccountReport(id)
MATCH (r:AccountReport {id: $id})
USING INDEX SEEK r:AccountReport(id)
// include parts/report
