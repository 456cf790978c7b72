// $key
// rows: times
// plan: AccountAttempts(key)
MATCH (a:AccountAttempts {key: $key})
USING INDEX SEEK a:AccountAttempts(key)
RETURN a.times AS times
