// Relationships that do not stand for a relation.
// $elements
// plan: DirectedRelationshipByElementIdSeek
UNWIND $elements AS element
MATCH ()-[t]->()
WHERE elementId(t) = element
DELETE t
