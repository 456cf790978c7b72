// The newest sequence.
// rows: sequence
// plan: scans Log
MATCH (log:Log)
RETURN log.sequence AS sequence
