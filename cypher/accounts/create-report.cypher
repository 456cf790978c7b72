// Under the lock, after it was seen that whose it is is there.
// $id, $record, $reason, $by, $contact, $createdAt, $purgeAt, $settledAt, $settledBy, $outcome, $note
// plan: none
CREATE (:AccountReport {id: $id, record: $record, reason: $reason, reportedBy: $by, contact: $contact, createdAt: $createdAt, purgeAt: $purgeAt, settledAt: $settledAt, settledBy: $settledBy, outcome: $outcome, note: $note})
