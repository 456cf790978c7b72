// Under the lock of the account.
// $account, $until, $bytes: all of the day
// plan: AccountUpload(account, until)
MERGE (u:AccountUpload {account: $account, until: $until})
SET u.bytes = $bytes
