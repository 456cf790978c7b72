// Locks one account until the transaction ends, so that it is not deleted meanwhile.
// $id, $token: anything
// rows: id; none when it is gone
// plan: Account(id)
MATCH (a:Account {id: $id})
USING INDEX SEEK a:Account(id)
SET a.locked = $token
RETURN a.id AS id
