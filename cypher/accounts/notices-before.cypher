// Those of an account, newest first.
// $account, $number (those before it), $limit
// plan: AccountNotice(account, number)
MATCH (n:AccountNotice)
USING INDEX SEEK n:AccountNotice(account, number)
WHERE n.account = $account AND n.number < $number
// include parts/notice
ORDER BY number DESC LIMIT $limit
