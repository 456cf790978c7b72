// One that has not ended.
// $hash, $now
// plan: AccountSession(hash)
MATCH (s:AccountSession {hash: $hash})
USING INDEX SEEK s:AccountSession(hash)
WHERE s.expiresAt > $now
// include parts/session
