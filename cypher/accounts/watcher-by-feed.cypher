// $feed: hash of the secret
// plan: AccountWatcher(feed)
MATCH (w:AccountWatcher {feed: $feed})
USING INDEX SEEK w:AccountWatcher(feed)
// include parts/watcher
