// rows: revision; none before the first change
// plan: Accounts(one)
MATCH (a:Accounts {one: 1})
USING INDEX SEEK a:Accounts(one)
RETURN a.revision AS revision
