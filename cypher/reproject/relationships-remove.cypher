// Relationships that do not stand for a relation.
// $elements
// plan: DirectedRelationshipByElementIdSeek
// while there is none: DirectedAllRelationshipsScan
UNWIND $elements AS element
MATCH ()-[t]->()
WHERE elementId(t) = element
DELETE t
