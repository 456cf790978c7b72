// The words that were added to the vocabulary, in the order of ids.
// no parameters
// rows: row (all properties)
// plan: Standalone(type, id)
MATCH (n:Standalone)
USING INDEX SEEK n:Standalone(type, id)
WHERE n.type = 'term' AND n.id > ''
RETURN properties(n) AS row
ORDER BY n.id
