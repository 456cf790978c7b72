// $issuer, $subject
// plan: Account(issuer, subject)
MATCH (a:Account {issuer: $issuer, subject: $subject})
USING INDEX SEEK a:Account(issuer, subject)
// include parts/account
