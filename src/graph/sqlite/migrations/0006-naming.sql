-- What records of the archive's own work are about or mention: proposals, annotations, collections, distinctions.
-- Communities and protocols, the only ones there were before, are not found by what they name.
CREATE TABLE naming (
  -- the sixteen bytes of the id of what it is about, which need not be there
  subject BLOB NOT NULL,
  -- in standalone
  key INTEGER NOT NULL,
  PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX naming_key ON naming (key);
