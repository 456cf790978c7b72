// Under the lock.
// $id
// rows: count
// plan: AccountLink(id)
MATCH (l:AccountLink {id: $id})
USING INDEX SEEK l:AccountLink(id)
WITH collect(l) AS gone
FOREACH (l IN gone | DELETE l)
RETURN size(gone) AS count
