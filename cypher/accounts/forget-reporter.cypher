// What an account that goes has reported stays, without saying whose it is.
// $account
// plan: AccountReport(reportedBy)
MATCH (r:AccountReport {reportedBy: $account})
USING INDEX SEEK r:AccountReport(reportedBy)
REMOVE r.reportedBy
