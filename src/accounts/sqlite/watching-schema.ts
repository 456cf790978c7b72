/** What was added to files that are there already: each is made where it is missing. */
export const WATCHING = [
  `CREATE TABLE IF NOT EXISTS watch (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    kind TEXT NOT NULL,
    subject TEXT,
    -- JSON
    asks TEXT,
    name TEXT,
    created_at INTEGER NOT NULL,
    checked_at INTEGER,
    -- JSON: what it answered last
    seen TEXT
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS watch_account ON watch (account)',
  `CREATE TABLE IF NOT EXISTS notice (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    watch TEXT NOT NULL REFERENCES watch ON DELETE CASCADE,
    record TEXT NOT NULL,
    changeset TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- JSON
    found TEXT,
    UNIQUE (watch, record, changeset)
  ) STRICT`,
  'CREATE INDEX IF NOT EXISTS notice_account ON notice (account, number)',
  'CREATE INDEX IF NOT EXISTS notice_at ON notice (at)',
  `CREATE TABLE IF NOT EXISTS watcher (
    account TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    -- hash of the secret in the address of the feed
    feed TEXT UNIQUE,
    digest TEXT,
    digested_up_to INTEGER NOT NULL,
    read_up_to INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS webhook (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    failing_since INTEGER,
    disabled_at INTEGER,
    -- JSON
    results TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS webhook_account ON webhook (account)',
  `CREATE TABLE IF NOT EXISTS heard (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL) STRICT`,
]
