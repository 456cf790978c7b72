-- The log: what happened, for ever. Everything below the line follows from it (`reproject`).

CREATE TABLE changeset (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  origin TEXT NOT NULL,
  reverts TEXT,
  -- operations have the keys first_operation, first_operation + 1, …
  first_operation INTEGER NOT NULL,
  operations INTEGER NOT NULL,
  -- the part of a batch, each NULL without one
  batch TEXT,
  title TEXT,
  part INTEGER,
  last INTEGER,
  input TEXT,
  progress TEXT,
  batch_reverts TEXT
) STRICT;
CREATE UNIQUE INDEX changeset_operation ON changeset (first_operation);
CREATE INDEX changeset_batch ON changeset (batch, sequence) WHERE batch IS NOT NULL;
CREATE INDEX changeset_input ON changeset (input) WHERE input IS NOT NULL;

CREATE TABLE operation (
  key INTEGER PRIMARY KEY,
  op INTEGER NOT NULL,
  -- number and type: recordCode of codes.ts
  record INTEGER NOT NULL,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  -- clearance.number of that audience alone
  audience INTEGER NOT NULL,
  hash BLOB,
  salt BLOB,
  -- the record's id, with its first version
  id TEXT,
  into_id TEXT,
  rule TEXT,
  reason TEXT,
  versions TEXT
) STRICT;
CREATE INDEX operation_record ON operation (record);

-- Apart, so that a redaction destroys a body and nothing else.
CREATE TABLE payload (
  operation INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

-- Audiences, alone and as they come together in a record's surroundings, by small number. Only grows.
CREATE TABLE clearance (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO clearance VALUES (0, 'nobody');

-- Counts rebuilds of what follows.
CREATE TABLE epoch (number INTEGER PRIMARY KEY) STRICT;
INSERT INTO epoch VALUES (1);

-- ──────────────────────────────────────────────────────────────────────────────────────────────

-- Only grows.
CREATE TABLE relation_type (
  number INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE
) STRICT;

-- Heads and projections, by type of record. `payload` is the operation whose body stands, NULL once redacted.

CREATE TABLE entity (
  node INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  payload INTEGER,
  merged_into INTEGER,
  -- NULL with the payload
  kind INTEGER,
  -- the survivor; the node itself where there is none
  canonical INTEGER NOT NULL,
  -- of the chain from here to the survivor
  clearance INTEGER NOT NULL,
  level INTEGER NOT NULL,
  -- the sequence that changed this row or its body last
  changed INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  merge_rule TEXT
) STRICT;
CREATE INDEX entity_canonical ON entity (canonical) WHERE canonical <> node;
CREATE INDEX entity_changed ON entity (changed);
-- Lists of one kind. Organizations and persons are found soon enough without.
CREATE INDEX entity_kind ON entity (kind, id) WHERE kind NOT IN (0, 1);

CREATE TABLE name (
  key TEXT NOT NULL,
  node INTEGER NOT NULL,
  PRIMARY KEY (key, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE identifier (
  value TEXT NOT NULL,
  scheme TEXT NOT NULL,
  node INTEGER NOT NULL,
  PRIMARY KEY (value, scheme, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE relation (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  payload INTEGER,
  -- NULL with the payload, or where an end is not in the archive
  type INTEGER,
  from_recorded INTEGER,
  to_recorded INTEGER,
  from_node INTEGER,
  to_node INTEGER,
  level INTEGER NOT NULL,
  deprecated INTEGER NOT NULL,
  clearance INTEGER NOT NULL,
  -- the clearance of the record itself, in any state
  reading INTEGER NOT NULL,
  start_earliest INTEGER NOT NULL,
  start_latest INTEGER NOT NULL,
  end_earliest INTEGER NOT NULL,
  end_latest INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX relation_from ON relation (from_node, level, id);
CREATE INDEX relation_to ON relation (to_node, level, id);
CREATE INDEX relation_changed ON relation (changed);

CREATE TABLE evidence (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  payload INTEGER,
  relation INTEGER,
  source_recorded INTEGER,
  -- the survivor of the source
  source INTEGER,
  -- the level of its relation, if it is shown with it
  shown INTEGER NOT NULL,
  -- of evidence and source; the relation's comes on top
  clearance INTEGER NOT NULL,
  -- of the record itself, with its relation and the relation's ends
  reading INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX evidence_relation ON evidence (relation, id);
CREATE INDEX evidence_source ON evidence (source_recorded);

-- Records that drafts name and the archive does not have (yet).
CREATE TABLE missing (
  id TEXT NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (id, record)
) STRICT, WITHOUT ROWID;

-- How many are published: what 0 entities, 1 relations, 2 evidence; word a kind or type.
CREATE TABLE tally (
  what INTEGER NOT NULL,
  word INTEGER NOT NULL,
  clearance INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (what, word, clearance)
) STRICT, WITHOUT ROWID;
