// Locks what is one for all accounts until the transaction ends: whoever comes second waits here.
// $token: anything
// plan: Accounts(one)
MERGE (a:Accounts {one: 1})
  ON CREATE SET a.revision = 0
SET a.locked = $token
