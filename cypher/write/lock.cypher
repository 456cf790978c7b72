// Locks the log: whoever comes second waits here until the first has committed. What is read, is read
// after that.
// $changeset: its id; null when only the lock is wanted
// rows: sequence, clearances, entities (how many numbers are taken), newest (the greatest id of any
//   record), done (the sequence of this changeset, if it was committed before), missing (whether
//   drafts name records that are not there)
// plan: Changeset(id), Entity(id), Relation(id), Evidence(id), Content(id), scans Log
MATCH (log:Log)
SET log.locked = $changeset
WITH log
OPTIONAL MATCH (done:Changeset {id: $changeset})
CALL () {
  CALL () {
    MATCH (n:Entity) WHERE n.id > '' RETURN n.id AS id ORDER BY n.id DESC LIMIT 1
    UNION ALL
    MATCH (n:Relation) WHERE n.id > '' RETURN n.id AS id ORDER BY n.id DESC LIMIT 1
    UNION ALL
    MATCH (n:Evidence) WHERE n.id > '' RETURN n.id AS id ORDER BY n.id DESC LIMIT 1
    UNION ALL
    MATCH (n:Content) WHERE n.id > '' RETURN n.id AS id ORDER BY n.id DESC LIMIT 1
  }
  RETURN coalesce(max(id), '') AS newest
}
CALL () { MATCH (m:Missing) RETURN count(m) > 0 AS missing }
RETURN log.sequence AS sequence, log.clearances AS clearances, log.entities AS entities, newest, done.sequence AS done, missing
