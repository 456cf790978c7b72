// The head that the node `n` stands for, and what it is merged into if the viewer may read that.
OPTIONAL MATCH (into:Entity {id: n.mergedInto})
USING INDEX SEEK into:Entity(id)
WHERE into.reading IN $cleared
RETURN [n.id, n.version, n.state, n.audience, n.payload, into.id, n.mergeRule] AS row
