// Sequences of a batch's parts, ascending.
// $batch
// rows: sequence
// plan: Changeset(batch)
MATCH (c:Changeset {batch: $batch})
USING INDEX SEEK c:Changeset(batch)
RETURN c.sequence AS sequence
ORDER BY sequence
