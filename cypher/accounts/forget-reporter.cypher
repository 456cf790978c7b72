// What an account that goes has reported stays, without saying whose it is.
// $account
// plan: AccountReport(by)
MATCH (r:AccountReport {by: $account})
USING INDEX SEEK r:AccountReport(by)
REMOVE r.by
