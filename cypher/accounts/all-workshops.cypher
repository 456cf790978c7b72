// The newest first, also what is over.
// rows: account, hash, by, audience (JSON), createdAt, expiresAt, keeps
// plan: scans AccountWorkshop
MATCH (w:AccountWorkshop)
RETURN w.account AS account, w.hash AS hash, w.madeBy AS `by`, w.audience AS audience, w.createdAt AS createdAt, w.expiresAt AS expiresAt, w.keeps AS keeps
ORDER BY createdAt DESC, account DESC
