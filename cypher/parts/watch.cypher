// What is shown of the watch `w`.
RETURN w.id AS id, w.account AS account, w.kind AS kind, w.subject AS subject, w.asks AS asks, w.name AS name, w.createdAt AS createdAt, w.checkedAt AS checkedAt
