// The account itself, under its lock; its id stays behind alone, so that it is never given again.
// $id
// plan: Account(id)
MATCH (a:Account {id: $id})
USING INDEX SEEK a:Account(id)
CREATE (:FormerAccount {id: $id})
DELETE a
