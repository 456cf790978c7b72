// How many published records there are, of what the viewer may read.
// $cleared
// rows: [entity, relation, evidence or content; kind or type; count; clearance]
// plan: scans Tally
MATCH (t:Tally)
WHERE t.clearance IN $cleared AND t.count > 0
RETURN [t.what, t.word, t.count, t.clearance] AS row
