// When changesets were written.
// $sequences
// rows: sequence, at
// plan: Changeset(sequence)
UNWIND $sequences AS sequence
MATCH (c:Changeset {sequence: sequence})
USING INDEX SEEK c:Changeset(sequence)
RETURN c.sequence AS sequence, c.at AS at
