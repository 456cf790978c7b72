// $id
// rows: password (PHC string)
// plan: Account(id)
MATCH (a:Account {id: $id})
USING INDEX SEEK a:Account(id)
RETURN a.password AS password
