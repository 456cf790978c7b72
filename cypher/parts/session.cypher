// What is shown of the session `s`.
RETURN s.id AS id, s.hash AS hash, s.account AS account, s.createdAt AS createdAt, s.usedAt AS usedAt, s.expiresAt AS expiresAt, s.agent AS agent
