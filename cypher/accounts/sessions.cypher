// Those of an account that have not ended, newest first.
// $account, $now
// plan: AccountSession(account)
MATCH (s:AccountSession {account: $account})
USING INDEX SEEK s:AccountSession(account)
WHERE s.expiresAt > $now
// include parts/session
ORDER BY createdAt DESC, id DESC
