// Under the lock, after it was seen that its account is there and has none.
// $account, $hash, $by, $audience (JSON), $createdAt, $expiresAt, $keeps
// plan: none
CREATE (:AccountWorkshop {account: $account, hash: $hash, madeBy: $by, audience: $audience, createdAt: $createdAt, expiresAt: $expiresAt, keeps: $keeps})
