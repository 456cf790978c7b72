// One that has not expired.
// $hash, $now
// plan: AccountToken(hash)
MATCH (t:AccountToken {hash: $hash})
USING INDEX SEEK t:AccountToken(hash)
WHERE t.expiresAt > $now
// include parts/token
