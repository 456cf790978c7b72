// Every piece of evidence on relations, in any state, in the order of ids.
// $ids: of the relations
// rows: relation, pieces (all properties of each); nothing for a relation without any
// plan: Evidence(relation, id)
UNWIND $ids AS relation
CALL (relation) {
  MATCH (e:Evidence)
  USING INDEX SEEK e:Evidence(relation, id)
  WHERE e.relation = relation AND e.id > ''
  WITH e ORDER BY e.id
  RETURN collect(properties(e)) AS pieces
}
WITH relation, pieces WHERE size(pieces) > 0
RETURN relation, pieces
