// What records name and the archive does not have, as noted.
// rows: id, record
// plan: scans Missing
MATCH (m:Missing)
RETURN m.id AS id, m.record AS record
