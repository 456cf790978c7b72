// Somebody may do something else now; under the lock.
// plan: Accounts(one)
MATCH (a:Accounts {one: 1})
USING INDEX SEEK a:Accounts(one)
SET a.revision = a.revision + 1
