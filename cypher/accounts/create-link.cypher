// Under the lock, after it was seen that whom it names is there.
// $id, $hash, $kind, $by, $account, $role, $joins (JSON), $mail, $createdAt, $expiresAt
// plan: none
CREATE (:AccountLink {id: $id, hash: $hash, kind: $kind, issuedBy: $by, account: $account, role: $role, joins: $joins, mail: $mail, createdAt: $createdAt, expiresAt: $expiresAt})
