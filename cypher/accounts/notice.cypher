// $account, $id
// plan: AccountNotice(id)
MATCH (n:AccountNotice {id: $id})
USING INDEX SEEK n:AccountNotice(id)
WHERE n.account = $account
// include parts/notice
