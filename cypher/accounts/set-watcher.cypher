// Under the lock, and that of the account.
// $account, $feed, $digest, $digestedUpTo, $readUpTo
// plan: AccountWatcher(account)
MERGE (w:AccountWatcher {account: $account})
SET w.feed = $feed, w.digest = $digest, w.digestedUpTo = $digestedUpTo, w.readUpTo = $readUpTo
