// Locks the log: whoever comes second waits here until the first has committed. What is read, is read
// after that.
// $changeset: its id; null when only the lock is wanted
// rows: sequence, clearances, entities (how many numbers are taken), newest (no record has a
//   greater id), done (the sequence of this changeset, if it was committed before), missing (whether
//   drafts name records that are not there)
// plan: Changeset(id), scans Log
MATCH (log:Log)
SET log.locked = $changeset
WITH log
OPTIONAL MATCH (done:Changeset {id: $changeset})
USING INDEX SEEK done:Changeset(id)
CALL () { MATCH (m:Missing) RETURN count(m) > 0 AS missing }
RETURN log.sequence AS sequence, log.clearances AS clearances, log.entities AS entities, log.newest AS newest, done.sequence AS done, missing
