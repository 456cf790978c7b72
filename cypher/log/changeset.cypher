// One changeset by its id or its sequence, without its operations.
// $id, $sequence (one of them null)
// rows: changeset (all properties)
// plan: Changeset(id), Changeset(sequence)
CALL () {
  MATCH (c:Changeset {id: $id})
  USING INDEX SEEK c:Changeset(id)
  RETURN c
  UNION
  MATCH (c:Changeset {sequence: $sequence})
  USING INDEX SEEK c:Changeset(sequence)
  RETURN c
}
RETURN properties(c) AS changeset
