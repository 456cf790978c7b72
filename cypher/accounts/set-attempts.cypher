// Under their lock.
// $key, $times (when each was), $until (when the last of them no longer counts)
// plan: AccountAttempts(key)
MATCH (a:AccountAttempts {key: $key})
USING INDEX SEEK a:AccountAttempts(key)
SET a.times = $times, a.until = $until
