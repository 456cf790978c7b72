// What is shown of the webhook `w`.
RETURN w.id AS id, w.account AS account, w.name AS name, w.address AS address, w.secret AS secret, w.createdAt AS createdAt, w.position AS position, w.failures AS failures, w.failingSince AS failingSince, w.disabledAt AS disabledAt, w.results AS results
