-- Records are found and sorted by the sixteen bytes of their ids: an import's ids come in no order, so every part of
-- it writes most pages of every index on ids again, and of bytes these are half as many as of text.
-- All else is as in 0001 and 0002, where the columns are explained.

ALTER TABLE entity RENAME TO entity_before;
CREATE TABLE entity (
  node INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  payload INTEGER,
  merged_into INTEGER,
  kind INTEGER,
  canonical INTEGER NOT NULL,
  clearance INTEGER NOT NULL,
  level INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  id TEXT NOT NULL,
  bytes BLOB NOT NULL,
  name TEXT,
  merge_rule TEXT
) STRICT;
INSERT INTO entity SELECT node, version, state, audience, payload, merged_into, kind, canonical, clearance, level, changed, id, unhex(id, '-'), name, merge_rule FROM entity_before;
DROP TABLE entity_before;
CREATE UNIQUE INDEX entity_id ON entity (bytes);
CREATE INDEX entity_canonical ON entity (canonical) WHERE canonical <> node;
CREATE INDEX entity_changed ON entity (changed);
CREATE INDEX entity_kind ON entity (kind, bytes) WHERE kind NOT IN (0, 1);

ALTER TABLE relation RENAME TO relation_before;
CREATE TABLE relation (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  payload INTEGER,
  type INTEGER,
  from_recorded INTEGER,
  to_recorded INTEGER,
  from_node INTEGER,
  to_node INTEGER,
  level INTEGER NOT NULL,
  deprecated INTEGER NOT NULL,
  clearance INTEGER NOT NULL,
  reading INTEGER NOT NULL,
  start_earliest INTEGER NOT NULL,
  start_latest INTEGER NOT NULL,
  end_earliest INTEGER NOT NULL,
  end_latest INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  id TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO relation SELECT key, version, state, audience, payload, type, from_recorded, to_recorded, from_node, to_node, level, deprecated, clearance, reading, start_earliest, start_latest, end_earliest, end_latest, changed, id, unhex(id, '-') FROM relation_before;
DROP TABLE relation_before;
CREATE UNIQUE INDEX relation_id ON relation (bytes);
CREATE INDEX relation_from ON relation (from_node, level, bytes);
CREATE INDEX relation_to ON relation (to_node, level, bytes);
CREATE INDEX relation_changed ON relation (changed);

ALTER TABLE evidence RENAME TO evidence_before;
CREATE TABLE evidence (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  payload INTEGER,
  relation INTEGER,
  source_recorded INTEGER,
  source INTEGER,
  shown INTEGER NOT NULL,
  clearance INTEGER NOT NULL,
  reading INTEGER NOT NULL,
  id TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO evidence SELECT key, version, state, audience, payload, relation, source_recorded, source, shown, clearance, reading, id, unhex(id, '-') FROM evidence_before;
DROP TABLE evidence_before;
CREATE UNIQUE INDEX evidence_id ON evidence (bytes);
CREATE INDEX evidence_relation ON evidence (relation, bytes);
CREATE INDEX evidence_source ON evidence (source_recorded);

ALTER TABLE content RENAME TO content_before;
CREATE TABLE content (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  payload INTEGER,
  entity_recorded INTEGER,
  entity INTEGER,
  position INTEGER,
  level INTEGER NOT NULL,
  clearance INTEGER NOT NULL,
  id TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO content SELECT key, version, state, audience, payload, entity_recorded, entity, position, level, clearance, id, unhex(id, '-') FROM content_before;
DROP TABLE content_before;
CREATE UNIQUE INDEX content_id ON content (bytes);
CREATE INDEX content_entity ON content (entity, position, bytes);
