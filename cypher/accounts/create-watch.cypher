// Under the lock of the account.
// $id, $account, $kind, $subject, $asks (JSON), $name, $createdAt, $checkedAt
// plan: none
CREATE (:AccountWatch {id: $id, account: $account, kind: $kind, subject: $subject, asks: $asks, name: $name, createdAt: $createdAt, checkedAt: $checkedAt})
