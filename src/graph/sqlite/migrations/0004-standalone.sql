-- What the archive keeps about itself: communities, protocols. A head, as those of 0001; nothing else follows from
-- these records. In the log their numbers are below zero: see codes.ts.

CREATE TABLE standalone (
  key INTEGER PRIMARY KEY,
  -- its place in TYPE_CODES
  type INTEGER NOT NULL,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  -- the clearance of the record itself, in any state
  reading INTEGER NOT NULL,
  payload INTEGER,
  id TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX standalone_id ON standalone (bytes);
CREATE INDEX standalone_type ON standalone (type, bytes);
