-- What is decided with a relation is passed over within the index: whoever reads the relation that leads to an entity is
-- not shown that entity, and an import may bring tens of thousands of them before the first that waits by itself.
-- The clearance of that relation, as long as it leads there and is in the same state; see graph/sqlite/project-waiting.ts.
ALTER TABLE waiting ADD COLUMN led INTEGER;
UPDATE waiting SET leader = NULL WHERE leader IS NOT NULL;
UPDATE waiting SET leader = leads.key, led = leads.reading FROM (
    SELECT relation.key AS key, relation.state AS state, relation.reading AS reading, from_recorded AS node FROM waiting AS w JOIN relation ON relation.key = w.item / 4 WHERE w.type = 1 AND w.piece = 0 AND w.state IN (1, 2)
    UNION ALL SELECT relation.key, relation.state, relation.reading, to_recorded FROM waiting AS w JOIN relation ON relation.key = w.item / 4 WHERE w.type = 1 AND w.piece = 0 AND w.state IN (1, 2)
  ) AS leads WHERE waiting.item = leads.node * 4 AND waiting.piece = 0 AND waiting.state = leads.state;
DROP INDEX waiting_type;
DROP INDEX waiting_reading;
CREATE INDEX waiting_type ON waiting (type, state, at, bytes, reading, word, author, led) WHERE piece = 0;
CREATE INDEX waiting_reading ON waiting (reading, state, at, bytes, type, word, author, led) WHERE piece = 0;
