// What is shown of the account `a`.
RETURN a.id AS id, a.login AS login, a.name AS name, a.role AS role, a.state AS state, a.mail AS mail, a.provedMail AS provedMail, a.issuer AS issuer, a.subject AS subject, a.createdAt AS createdAt
