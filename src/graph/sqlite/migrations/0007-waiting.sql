-- What waits for a decision, in the orders in which it is looked through, and what accounts submitted. A row for each
-- record that is proposed or returned, or has an author; of a relation that waits one more for each piece of evidence it
-- rests on. See graph/waiting.ts.
CREATE TABLE waiting (
  -- as recordCode of codes.ts numbers it
  item INTEGER NOT NULL,
  -- 0: the item itself; else the key of a piece of evidence
  piece INTEGER NOT NULL,
  state INTEGER NOT NULL,
  -- of the changeset that wrote the item last
  at INTEGER NOT NULL,
  -- of the item's id
  bytes BLOB NOT NULL,
  -- the clearance of the item, or of that piece
  reading INTEGER NOT NULL,
  -- its place in TYPE_CODES
  type INTEGER NOT NULL,
  -- the kind of an entity, the number of a relation's type
  word INTEGER,
  -- the account that submitted it
  author TEXT,
  -- the entity that the piece is from, as recorded
  source INTEGER,
  -- confidence with its sign turned, so that the surest comes first; 0: nobody says it, or its pieces do
  rank REAL NOT NULL,
  -- of an entity: the key of a relation that led to it when that was written last; whether it does, and who sees it, is asked
  leader INTEGER,
  PRIMARY KEY (item, piece)
) STRICT, WITHOUT ROWID;

INSERT INTO waiting
  SELECT node * 4, 0, state, (SELECT at FROM changeset WHERE first_operation <= payload.operation ORDER BY first_operation DESC LIMIT 1), bytes, reading, 0, kind, text ->> 'by', NULL, iif(text ->> 'by' IS NULL, 0, -1), NULL
  FROM entity JOIN payload ON payload.operation = entity.payload WHERE state IN (1, 2) OR text ->> 'by' IS NOT NULL;
INSERT INTO waiting
  SELECT key * 4 + 1, 0, state, (SELECT at FROM changeset WHERE first_operation <= payload.operation ORDER BY first_operation DESC LIMIT 1), bytes, reading, 1, type, text ->> 'by', NULL, iif(state IN (1, 2), 0, -1), NULL
  FROM relation JOIN payload ON payload.operation = relation.payload WHERE state IN (1, 2) OR text ->> 'by' IS NOT NULL;
INSERT INTO waiting
  SELECT item.item, evidence.key, item.state, item.at, item.bytes, evidence.reading, 1, item.word, item.author, evidence.source_recorded, -coalesce(text ->> 'confidence', 1), NULL
  FROM waiting AS item JOIN evidence ON evidence.relation = item.item / 4 JOIN payload ON payload.operation = evidence.payload
  WHERE item.type = 1 AND item.piece = 0 AND item.state IN (1, 2) AND evidence.state IN (1, 2, 3);
INSERT INTO waiting
  SELECT evidence.key * 4 + 2, 0, evidence.state, (SELECT at FROM changeset WHERE first_operation <= payload.operation ORDER BY first_operation DESC LIMIT 1), evidence.bytes, evidence.reading, 2, NULL, text ->> 'by', evidence.source_recorded, -coalesce(text ->> 'confidence', 1), NULL
  FROM evidence JOIN relation ON relation.key = evidence.relation JOIN payload ON payload.operation = evidence.payload
  WHERE (evidence.state IN (1, 2) AND relation.state <> evidence.state) OR (evidence.state NOT IN (1, 2) AND text ->> 'by' IS NOT NULL);
INSERT INTO waiting
  SELECT key * 4 + 3, 0, state, (SELECT at FROM changeset WHERE first_operation <= payload.operation ORDER BY first_operation DESC LIMIT 1), bytes, clearance, 3, NULL, text ->> 'by', NULL, iif(text ->> 'by' IS NULL, 0, -1), NULL
  FROM content JOIN payload ON payload.operation = content.payload WHERE state IN (1, 2) OR text ->> 'by' IS NOT NULL;
INSERT INTO waiting
  SELECT -1 - (key * 64 + type - 4), 0, state, (SELECT at FROM changeset WHERE first_operation <= payload.operation ORDER BY first_operation DESC LIMIT 1), bytes, reading, type, NULL, text ->> 'by', NULL, iif(text ->> 'by' IS NULL, 0, -1), NULL
  FROM standalone JOIN payload ON payload.operation = standalone.payload WHERE state IN (1, 2) OR text ->> 'by' IS NOT NULL;
UPDATE waiting SET leader = led.key FROM (
    SELECT relation.key AS key, from_recorded AS node FROM waiting AS w JOIN relation ON relation.key = w.item / 4 WHERE w.type = 1 AND w.piece = 0
    UNION ALL SELECT relation.key, to_recorded FROM waiting AS w JOIN relation ON relation.key = w.item / 4 WHERE w.type = 1 AND w.piece = 0
  ) AS led WHERE waiting.item = led.node * 4 AND waiting.piece = 0;

-- Each has all that a filter asks for: a page looks at few rows but those it shows.
CREATE INDEX waiting_type ON waiting (type, state, at, bytes, reading, word, author, leader) WHERE piece = 0;
CREATE INDEX waiting_reading ON waiting (reading, state, at, bytes, type, word, author, leader) WHERE piece = 0;
CREATE INDEX waiting_author ON waiting (author, state, at, bytes, reading, type, word) WHERE piece = 0 AND author IS NOT NULL;
CREATE INDEX waiting_source ON waiting (source, state, at, bytes, reading, type, word, author) WHERE source IS NOT NULL;
CREATE INDEX waiting_rank ON waiting (state, rank, at, bytes, reading, type, word, author);
CREATE INDEX waiting_reading_rank ON waiting (reading, state, rank, at, bytes, type, word, author);
