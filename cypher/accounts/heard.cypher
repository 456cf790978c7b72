// Up to where the log was looked through for notices.
// rows: sequence; null: never yet
// plan: Accounts(one)
MATCH (a:Accounts {one: 1})
USING INDEX SEEK a:Accounts(one)
RETURN a.heard AS sequence
