// Whether this id was given to an account that is gone.
// $id
// rows: id
// plan: FormerAccount(id)
MATCH (f:FormerAccount {id: $id})
USING INDEX SEEK f:FormerAccount(id)
RETURN f.id AS id
