// Under the lock of the account.
// $id, $hash, $account, $createdAt, $usedAt, $expiresAt, $agent
// plan: none
CREATE (:AccountSession {id: $id, hash: $hash, account: $account, createdAt: $createdAt, usedAt: $usedAt, expiresAt: $expiresAt, agent: $agent})
