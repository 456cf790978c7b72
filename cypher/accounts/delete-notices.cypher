// All of an account that goes.
// $account
// plan: AccountNotice(account, number)
MATCH (n:AccountNotice)
USING INDEX SEEK n:AccountNotice(account, number)
WHERE n.account = $account AND n.number > 0
DELETE n
