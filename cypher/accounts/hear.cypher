// Under the lock.
// $sequence
// plan: Accounts(one)
MATCH (a:Accounts {one: 1})
USING INDEX SEEK a:Accounts(one)
SET a.heard = $sequence
