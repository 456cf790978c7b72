// Clearances of the evidence of relations that is shown to somebody, not to this viewer.
// $ids (of relations that the viewer sees), $cleared
// rows: [relation, clearance (its number)]
// plan: Evidence(relation, id)
UNWIND $ids AS id
MATCH (e:Evidence)
USING INDEX SEEK e:Evidence(relation, id)
WHERE e.relation = id AND e.id > '' AND e.shown > 0 AND NOT e.clearance IN $cleared
RETURN DISTINCT [id, e.clearance] AS row
