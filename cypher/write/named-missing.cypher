// Records that drafts named before they were there.
// $ids: of what is new
// rows: record, type (relation, evidence or content)
// plan: Missing(id)
UNWIND $ids AS id
MATCH (m:Missing)
USING INDEX SEEK m:Missing(id)
WHERE m.id = id
RETURN m.record AS record, m.type AS type
