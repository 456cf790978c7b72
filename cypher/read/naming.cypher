// Records of the archive's own work that are about one or mention it, in the order of ids, in every state.
// $id, $types (as in the log), $after (id), $limit, $cleared
// rows: as parts/head, without what it is merged into; then type
// plan: Naming(subject, record), Standalone(id)
MATCH (m:Naming)
USING INDEX SEEK m:Naming(subject, record)
WHERE m.subject = $id AND m.record > $after
MATCH (n:Standalone {id: m.record})
USING INDEX SEEK n:Standalone(id)
WHERE n.type IN $types AND n.reading IN $cleared
WITH n ORDER BY n.id LIMIT $limit
RETURN [n.id, n.version, n.state, n.audience, n.payload, null, null, n.type] AS row
