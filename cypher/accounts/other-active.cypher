// Under the lock.
// $role, $id: of whom it is not asked
// rows: id; one at most
// plan: scans Account(id)
MATCH (a:Account)
WHERE a.role = $role AND a.state = 'active' AND a.id <> $id
RETURN a.id AS id
LIMIT 1
