// What is shown of the token `t`.
RETURN t.id AS id, t.hash AS hash, t.account AS account, t.name AS name, t.scopes AS scopes, t.createdAt AS createdAt, t.expiresAt AS expiresAt, t.usedAt AS usedAt
