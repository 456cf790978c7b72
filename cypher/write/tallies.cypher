// Counts of published records.
// $rows: what, word, clearance, difference
// plan: Tally(what, word, clearance)
UNWIND $rows AS row
MERGE (t:Tally {what: row.what, word: row.word, clearance: row.clearance})
  ON CREATE SET t.count = row.difference
  ON MATCH SET t.count = t.count + row.difference
