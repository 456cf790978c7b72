-- Texts of works and entries. A head and a projection, as the tables of 0001; the log keeps them with type 3.

CREATE TABLE content (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  state INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  payload INTEGER,
  -- NULL with the payload, or where the entity is not in the archive
  entity_recorded INTEGER,
  -- its survivor
  entity INTEGER,
  -- among the contents of the entity
  position INTEGER,
  level INTEGER NOT NULL,
  -- of the content and the chain of its entity, in any state
  clearance INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX content_entity ON content (entity, position, id);
