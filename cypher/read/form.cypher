// The form of the archive, and whether the database is empty.
// rows: form (absent: no archive), nodes (how many of any kind but the queue's; from the count store)
// plan: scans Log
CALL () { MATCH (n) RETURN count(n) AS nodes }
CALL () { MATCH (j:Job) RETURN count(j) AS jobs }
CALL () { MATCH (q:Jobs) RETURN count(q) AS queues }
OPTIONAL MATCH (log:Log)
RETURN log.form AS form, nodes - jobs - queues AS nodes
