// Batches, newest first. Title, input and progress are those of the newest part.
// $id, $input (null: all)
// rows: id, title, input, reverts, parts, operations, startedAt, endedAt, finished, progress
// plan: Changeset(batch), Changeset(sequence)
MATCH (c:Changeset)
USING INDEX SEEK c:Changeset(batch)
WHERE c.batch > '' AND ($id IS NULL OR c.batch = $id)
WITH c.batch AS id, count(c) AS parts, sum(c.operations) AS operations, min(c.at) AS startedAt, max(c.at) AS endedAt,
  sum(CASE WHEN c.last THEN 1 ELSE 0 END) > 0 AS finished, max(c.sequence) AS sequence
MATCH (newest:Changeset {sequence: sequence})
USING INDEX SEEK newest:Changeset(sequence)
WHERE $input IS NULL OR newest.input = $input
RETURN id, newest.title AS title, newest.input AS input, newest.batchReverts AS reverts, parts, operations, startedAt, endedAt,
  finished, newest.progress AS progress
ORDER BY sequence DESC
