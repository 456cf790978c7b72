// $id
// plan: Account(id)
MATCH (a:Account {id: $id})
USING INDEX SEEK a:Account(id)
// include parts/account
