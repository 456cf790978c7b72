// The greatest id of any record is kept with the log: each commit needs it, and a plan that looks for it in an
// index is only made once there are many records.
MATCH (log:Log)
CALL () {
  MATCH (n:Entity) RETURN max(n.id) AS id
  UNION ALL
  MATCH (n:Relation) RETURN max(n.id) AS id
  UNION ALL
  MATCH (n:Evidence) RETURN max(n.id) AS id
  UNION ALL
  MATCH (n:Content) RETURN max(n.id) AS id
}
WITH log, coalesce(max(id), '') AS newest
SET log.newest = CASE WHEN log.newest > newest THEN log.newest ELSE newest END;
