// $key
// plan: AccountAttempts(key)
MATCH (a:AccountAttempts {key: $key})
USING INDEX SEEK a:AccountAttempts(key)
DELETE a
