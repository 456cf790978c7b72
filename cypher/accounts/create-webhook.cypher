// Under the lock of the account.
// $id, $account, $name, $address, $secret, $createdAt, $position, $failures, $failingSince, $disabledAt, $results (JSON)
// plan: none
CREATE (:AccountWebhook {id: $id, account: $account, name: $name, address: $address, secret: $secret, createdAt: $createdAt, position: $position, failures: $failures, failingSince: $failingSince, disabledAt: $disabledAt, results: $results})
