// All of an account that goes.
// $account
// plan: AccountUpload(account)
MATCH (u:AccountUpload {account: $account})
USING INDEX SEEK u:AccountUpload(account)
DELETE u
