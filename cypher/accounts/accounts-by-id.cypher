// $ids
// plan: Account(id)
UNWIND $ids AS id
MATCH (a:Account {id: id})
USING INDEX SEEK a:Account(id)
// include parts/account
