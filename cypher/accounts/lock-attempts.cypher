// Locks the attempts under one key until the transaction ends.
// $key, $token: anything
// plan: AccountAttempts(key)
MERGE (a:AccountAttempts {key: $key})
  ON CREATE SET a.times = [], a.until = 0
SET a.locked = $token
