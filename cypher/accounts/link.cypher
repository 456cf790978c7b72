// One that is open.
// $hash, $now
// plan: AccountLink(hash)
MATCH (l:AccountLink {hash: $hash})
USING INDEX SEEK l:AccountLink(hash)
WHERE l.expiresAt > $now
// include parts/link
