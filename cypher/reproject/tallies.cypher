// The tally as it is.
// rows: what, word, clearance, count
// plan: scans Tally
MATCH (t:Tally)
WHERE t.count <> 0
RETURN t.what AS what, t.word AS word, t.clearance AS clearance, t.count AS count
