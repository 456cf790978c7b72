// $account, $until
// rows: bytes
// plan: AccountUpload(account, until)
MATCH (u:AccountUpload {account: $account, until: $until})
USING INDEX SEEK u:AccountUpload(account, until)
RETURN u.bytes AS bytes
