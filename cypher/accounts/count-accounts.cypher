// $role (null: any)
// rows: count
// plan: scans Account
MATCH (a:Account)
WHERE $role IS NULL OR a.role = $role
RETURN count(a) AS count
