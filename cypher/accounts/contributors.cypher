// In the order of records.
// $workshop
// rows: record, workshop, contact, createdAt, purgeAt
// plan: AccountContributor(workshop)
MATCH (c:AccountContributor {workshop: $workshop})
USING INDEX SEEK c:AccountContributor(workshop)
RETURN c.record AS record, c.workshop AS workshop, c.contact AS contact, c.createdAt AS createdAt, c.purgeAt AS purgeAt
ORDER BY record
