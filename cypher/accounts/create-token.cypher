// Under the lock of the account.
// $id, $hash, $account, $name, $scopes (JSON), $createdAt, $expiresAt, $usedAt
// plan: none
CREATE (:AccountToken {id: $id, hash: $hash, account: $account, name: $name, scopes: $scopes, createdAt: $createdAt, expiresAt: $expiresAt, usedAt: $usedAt})
