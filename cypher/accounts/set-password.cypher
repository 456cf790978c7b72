// Under the lock of the account.
// $id, $password (PHC string)
// plan: Account(id)
MATCH (a:Account {id: $id})
USING INDEX SEEK a:Account(id)
SET a.password = $password
