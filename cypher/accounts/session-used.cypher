// $hash, $now
// plan: AccountSession(hash)
MATCH (s:AccountSession {hash: $hash})
USING INDEX SEEK s:AccountSession(hash)
SET s.usedAt = $now
