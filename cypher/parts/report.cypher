// What is shown of the report `r`.
RETURN r.id AS id, r.record AS record, r.reason AS reason, r.reportedBy AS `by`, r.contact AS contact, r.createdAt AS createdAt, r.purgeAt AS purgeAt, r.settledAt AS settledAt, r.settledBy AS settledBy, r.outcome AS outcome, r.note AS note
