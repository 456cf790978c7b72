// One that goes on.
// $hash, $now
// rows: account, hash, by, audience (JSON), createdAt, expiresAt, keeps
// plan: AccountWorkshop(hash)
MATCH (w:AccountWorkshop {hash: $hash})
USING INDEX SEEK w:AccountWorkshop(hash)
WHERE w.expiresAt > $now
RETURN w.account AS account, w.hash AS hash, w.madeBy AS `by`, w.audience AS audience, w.createdAt AS createdAt, w.expiresAt AS expiresAt, w.keeps AS keeps
