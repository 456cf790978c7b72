// Under the lock, after it was seen that the workshop is there; once for a record.
// $record, $workshop, $contact, $createdAt, $purgeAt
// plan: AccountContributor(record)
MERGE (c:AccountContributor {record: $record})
  ON CREATE SET c.workshop = $workshop, c.contact = $contact, c.createdAt = $createdAt, c.purgeAt = $purgeAt
