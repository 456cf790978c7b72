// Open ones, newest first. There are few.
// $by, $account, $kind (null: any), $now
// plan: scans AccountLink
MATCH (l:AccountLink)
WHERE l.expiresAt > $now AND ($by IS NULL OR l.issuedBy = $by) AND ($account IS NULL OR l.account = $account) AND ($kind IS NULL OR l.kind = $kind)
// include parts/link
ORDER BY createdAt DESC, id DESC
