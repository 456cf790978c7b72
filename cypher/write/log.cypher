// The last statement of a commit.
// $sequence, $clearances (how many there are), $entities (how many places are taken)
// plan: scans Log
MATCH (log:Log)
SET log.sequence = $sequence, log.clearances = $clearances, log.entities = $entities
