// How many numbers the archive has given to entities.
// rows: [count]
// plan: scans Log
MATCH (log:Log)
RETURN [log.entities] AS row
