// A page of those who want a mail so often, in the order of accounts.
// $digest, $after (an account, or '': from the first), $limit
// plan: AccountWatcher(account)
MATCH (w:AccountWatcher)
USING INDEX SEEK w:AccountWatcher(account)
WHERE w.account > $after AND w.digest = $digest
// include parts/watcher
ORDER BY account LIMIT $limit
