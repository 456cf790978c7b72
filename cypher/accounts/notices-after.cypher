// Those of an account, oldest first.
// $account, $number (those after it), $limit
// plan: AccountNotice(account, number)
MATCH (n:AccountNotice)
USING INDEX SEEK n:AccountNotice(account, number)
WHERE n.account = $account AND n.number > $number
// include parts/notice
ORDER BY number LIMIT $limit
