// The form of the archive, and whether the database is empty.
// rows: form (absent: no archive), nodes (how many of any kind; from the count store)
// plan: scans Log
CALL () { MATCH (n) RETURN count(n) AS nodes }
OPTIONAL MATCH (log:Log)
RETURN log.form AS form, nodes
