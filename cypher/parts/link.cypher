// What is shown of the link `l`.
RETURN l.id AS id, l.hash AS hash, l.kind AS kind, l.issuedBy AS `by`, l.account AS account, l.role AS role, l.joins AS joins, l.mail AS mail, l.createdAt AS createdAt, l.expiresAt AS expiresAt
