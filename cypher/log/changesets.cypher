// Changesets after a sequence, oldest first, without their operations.
// $after, $limit
// rows: changeset (all properties)
// plan: Changeset(sequence)
MATCH (c:Changeset)
USING INDEX SEEK c:Changeset(sequence)
WHERE c.sequence > $after
WITH c ORDER BY c.sequence LIMIT $limit
RETURN properties(c) AS changeset
