// Which changesets stand at these sequences.
// $sequences
// rows: sequence, id
// plan: Changeset(sequence)
UNWIND $sequences AS sequence
MATCH (c:Changeset {sequence: sequence})
USING INDEX SEEK c:Changeset(sequence)
RETURN sequence, c.id AS id
