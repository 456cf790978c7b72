// $hash, $now
// plan: AccountToken(hash)
MATCH (t:AccountToken {hash: $hash})
USING INDEX SEEK t:AccountToken(hash)
SET t.usedAt = $now
