// All that an account that goes issued, or that are for it. There are few.
// $account
// plan: scans AccountLink
MATCH (l:AccountLink)
WHERE l.issuedBy = $account OR l.account = $account
DELETE l
