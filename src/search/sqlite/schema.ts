/** Version of the tables; an index with another one is made anew, since it can be rebuilt from the log. */
export const TABLES = 2

/** What there is once. `generation` says which tables are the live ones. */
export const STATE = `
CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY CHECK (one = 1), tables INTEGER NOT NULL, generation INTEGER NOT NULL, sequence INTEGER NOT NULL, anchor TEXT, analysis TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS clearance (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;`

/**
 * The tables of one index. A document gets a new number with every change, so that whoever has read up to a number
 * reads on from there; `dropped` says which numbers are gone. Terms are kept without positions and without the text:
 * who is found is decided by them, how well by the text (`text/rank.ts`).
 */
export const indexTables = (g: number): string => `
CREATE TABLE document_${g} (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, entity TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, names TEXT NOT NULL, text TEXT NOT NULL,
  locator TEXT, clearance INTEGER NOT NULL, year INTEGER, type TEXT, place TEXT, collection TEXT, length INTEGER NOT NULL) STRICT;
CREATE INDEX document_entity_${g} ON document_${g} (entity);
CREATE TABLE dropped_${g} (turn INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL) STRICT;
CREATE TABLE name_${g} (key TEXT NOT NULL, number INTEGER NOT NULL, inner INTEGER NOT NULL, printed TEXT NOT NULL, PRIMARY KEY (key, number, inner, printed)) STRICT, WITHOUT ROWID;
CREATE INDEX name_number_${g} ON name_${g} (number);
CREATE VIRTUAL TABLE term_${g} USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0");`

export const dropTables = (g: number): string => ['document', 'dropped', 'name', 'term'].map((table) => `DROP TABLE IF EXISTS ${table}_${g};`).join('\n')
