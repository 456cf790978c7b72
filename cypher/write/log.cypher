// The last statement of a commit.
// $sequence, $clearances (how many there are), $entities (how many places are taken),
//   $newest (no record has a greater id)
// plan: scans Log
MATCH (log:Log)
SET log.sequence = $sequence, log.clearances = $clearances, log.entities = $entities, log.newest = $newest
