// $account
// rows: account, hash, by, audience (JSON), createdAt, expiresAt, keeps
// plan: AccountWorkshop(account)
MATCH (w:AccountWorkshop {account: $account})
USING INDEX SEEK w:AccountWorkshop(account)
RETURN w.account AS account, w.hash AS hash, w.madeBy AS `by`, w.audience AS audience, w.createdAt AS createdAt, w.expiresAt AS expiresAt, w.keeps AS keeps
