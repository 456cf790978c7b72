// Sequences of a batch's parts, ascending.
// $batch
// rows: sequence
// plan: Changeset(batch)
MATCH (c:Changeset {batch: $batch})
RETURN c.sequence AS sequence
ORDER BY sequence
