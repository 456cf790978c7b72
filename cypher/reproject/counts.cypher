// Published records, counted.
// rows: what, word, clearance, count
// plan: scans Entity, scans Relation, scans Evidence, scans Content
CALL () {
  MATCH (e:Entity) WHERE e.level = 1 AND e.canonical IS NULL
  RETURN 'entity' AS what, e.kind AS word, e.clearance AS clearance, count(e) AS count
  UNION ALL
  MATCH (r:Relation) WHERE r.level = 1
  RETURN 'relation' AS what, r.type AS word, r.clearance AS clearance, count(r) AS count
  UNION ALL
  MATCH (e:Evidence) WHERE e.shown = 1
  RETURN 'evidence' AS what, '' AS word, e.reading AS clearance, count(e) AS count
  UNION ALL
  MATCH (c:Content) WHERE c.level = 1
  RETURN 'content' AS what, '' AS word, c.reading AS clearance, count(c) AS count
}
RETURN what, word, clearance, count
