// Evidence that is shown with its relation.
// $ids: of the relations
// rows: id, shown, reading
// plan: Evidence(relation, id)
UNWIND $ids AS relation
MATCH (e:Evidence)
USING INDEX SEEK e:Evidence(relation, id)
WHERE e.relation = relation AND e.id > '' AND e.shown >= 1
RETURN e.id AS id, e.shown AS shown, e.reading AS reading
