/** The form of `accounts.sqlite`. */
export const FORM = 1

/** Whatever belongs to an account goes with it; its id stays behind alone, so that it is never given again. */
export const SCHEMA = `
  CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    login_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    mail TEXT,
    issuer TEXT,
    subject TEXT,
    created_at INTEGER NOT NULL,
    -- PHC string
    password TEXT,
    UNIQUE (issuer, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE former_account (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE session (
    hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    agent TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_account ON session (account);
  CREATE INDEX session_expires_at ON session (expires_at);
  CREATE TABLE token (
    hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- JSON
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX token_account ON token (account);
  CREATE TABLE link (
    hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    issued_by TEXT REFERENCES account ON DELETE CASCADE,
    account TEXT REFERENCES account ON DELETE CASCADE,
    role TEXT,
    -- JSON
    joins TEXT,
    mail TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX link_issued_by ON link (issued_by);
  CREATE INDEX link_account ON link (account);
  CREATE TABLE attempt (
    key TEXT PRIMARY KEY,
    -- JSON: when each was
    times TEXT NOT NULL,
    -- when the last of them no longer counts
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attempt_until ON attempt (until);
  CREATE TABLE membership (
    community TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    role TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (community, account)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX membership_account ON membership (account);
  CREATE TABLE report (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    reason TEXT NOT NULL,
    reported_by TEXT REFERENCES account ON DELETE SET NULL,
    contact TEXT,
    created_at INTEGER NOT NULL,
    purge_at INTEGER NOT NULL,
    settled_at INTEGER,
    settled_by TEXT,
    outcome TEXT,
    note TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX report_record ON report (record);
  CREATE INDEX report_reported_by ON report (reported_by);
  CREATE INDEX report_purge_at ON report (purge_at);
  CREATE TABLE standing (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL) STRICT;
  INSERT INTO standing VALUES (1, 0)`

/** Tables that came later: made where they are not there yet. */
export const ADDED = [
  // the address of an account that was proved
  `CREATE TABLE IF NOT EXISTS proved_mail (
    account TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    mail TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS draft (
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    -- JSON
    body TEXT NOT NULL,
    version TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    purge_at INTEGER NOT NULL,
    PRIMARY KEY (account, key)
  ) STRICT`,
  'CREATE INDEX IF NOT EXISTS draft_purge_at ON draft (purge_at)',
  `CREATE TABLE IF NOT EXISTS workshop (
    account TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    hash TEXT NOT NULL UNIQUE,
    made_by TEXT REFERENCES account ON DELETE SET NULL,
    -- JSON
    audience TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    keeps INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS workshop_made_by ON workshop (made_by)',
  `CREATE TABLE IF NOT EXISTS contributor (
    record TEXT PRIMARY KEY,
    workshop TEXT NOT NULL REFERENCES workshop ON DELETE CASCADE,
    contact TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    purge_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS contributor_workshop ON contributor (workshop)',
  'CREATE INDEX IF NOT EXISTS contributor_purge_at ON contributor (purge_at)',
  `CREATE TABLE IF NOT EXISTS upload (
    account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    -- the end of the day
    until INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (account, until)
  ) STRICT, WITHOUT ROWID`,
]
