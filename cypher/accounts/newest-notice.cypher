// rows: number; none before the first change
// plan: Accounts(one)
MATCH (a:Accounts {one: 1})
USING INDEX SEEK a:Accounts(one)
RETURN coalesce(a.notices, 0) AS number
