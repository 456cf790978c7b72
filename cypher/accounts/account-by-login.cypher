// $loginKey
// plan: Account(loginKey)
MATCH (a:Account {loginKey: $loginKey})
USING INDEX SEEK a:Account(loginKey)
// include parts/account
