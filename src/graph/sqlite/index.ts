import { asAsked } from '../as-asked.ts'
import type { GraphStore, StoreOptions } from '../port.ts'
import { batches, partsOf } from './batches.ts'
import { append, commit } from './commit.ts'
import { Connection } from './connection.ts'
import { contents } from './contents.ts'
import { entities } from './entities.ts'
import { bearers, find } from './find.ts'
import { isHeavy } from './heavy.ts'
import { evidenceFrom, evidenceOn, heads, naming, scan, setAside } from './heads.ts'
import { history } from './history.ts'
import { changeset, replay } from './log.ts'
import { companions, indexable } from './indexable.ts'
import { migrate } from './migrations.ts'
import { project } from './projection.ts'
import { Questions } from './questions.ts'
import { Reader } from './reader.ts'
import { relations, relationsById } from './relations.ts'
import { reproject } from './reproject.ts'
import { rings } from './rings.ts'
import { Scribe } from './scribes.ts'
import { sharedIdentifiers } from './shared-identifiers.ts'
import { statistics } from './statistics.ts'
import { waiting } from './waiting.ts'
import { Following } from '../vocabulary.ts'
import { steps } from './steps.ts'
import { Writer } from './writer.ts'

export interface SqliteOptions extends StoreOptions {
  /** The file; it is created where there is none. */
  readonly path: string
  /** Threads that answer questions. Default: one less than there are processors. */
  readonly walkers?: number
}

/** Changesets of more operations than this are committed in a thread of their own: some 10 ms of work. */
const LONG = 300

/**
 * The embedded store: one file, a connection that reads, one that writes (and a thread with one more,
 * for what is long), and the graph in memory, which is built when the first question comes.
 * @throws UNAVAILABLE when the file cannot be opened, or is not an archive of this or an older version
 */
export async function openSqlite({ path, vocabulary, walkers }: SqliteOptions): Promise<GraphStore> {
  prepare(path)
  const writer = new Writer(path, vocabulary)
  const reader = new Reader(path)
  const scribe = new Scribe({ path, vocabulary })
  const questions = new Questions(reader, path, walkers)
  const words = new Following(vocabulary, { sequence: async () => reader.sequence(), scan: (type, viewer, page) => scan(reader, type, viewer, page) })
  return {
    name: 'sqlite',
    commit: async (asked) => (asked.operations.length > LONG || isHeavy(reader, asked) ? scribe.commit(asked) : commit(writer, asked)),
    replay: (after) => replay(reader, after),
    append: async (changesets) => append(writer, changesets),
    sequence: async () => reader.sequence(),
    history: async (id, viewer, page) => history(reader, id, viewer, page),
    changeset: async (key) => changeset(reader, key),
    batches: async (filter) => batches(reader, filter),
    partsOf: async (batch) => partsOf(reader, batch),
    heads: async (ids, viewer) => asAsked(ids, heads(reader, ids, viewer)),
    scan: async (type, viewer, page) => scan(reader, type, viewer, page),
    entities: async (ids, viewer) => asAsked(ids, entities(reader, ids, viewer)),
    find: async (query, viewer, page) => find(reader, query, viewer, page),
    bearers: async (query) => bearers(reader, query),
    sharedIdentifiers: async (page) => sharedIdentifiers(reader, page),
    relations: async (id, query, viewer, page) => relations(reader, id, query, viewer, page),
    relationsById: async (ids, viewer) => asAsked(ids, relationsById(reader, ids, viewer)),
    setAside: async (id, viewer, page) => setAside(reader, id, viewer, page),
    naming: async (id, types, viewer, page) => naming(reader, id, types, viewer, page),
    waiting: async (query, viewer, page) => waiting(reader, query, viewer, page),
    vocabulary: () => words.now(),
    evidenceFrom: async (source, viewer, page) => evidenceFrom(reader, source, viewer, page),
    evidenceOn: async (relation, viewer, page) => evidenceOn(reader, relation, viewer, page),
    contents: async (entity, viewer, page) => contents(reader, entity, viewer, page),
    indexable: async (ids) => indexable(reader, ids),
    companions: async (ids) => companions(reader, ids),
    connectors: async (query, viewer, signal) => questions.connectors(query, viewer, signal),
    paths: async (query, viewer, signal) => questions.paths(query, viewer, signal),
    among: async (query, viewer, signal) => questions.among(query, viewer, signal),
    rings: async (query, viewer, signal) => rings(questions.walking, query, viewer, signal),
    project: async (query, viewer, signal) => project(questions.walking, query, viewer, signal),
    steps: async (query, viewer, signal) => steps(questions.walking, query, viewer, signal),
    statistics: async (viewer, guardedBy) => statistics(reader, viewer, guardedBy),
    reproject: async (options) => reproject(writer, reader, path, options),
    health: async () => void reader.sequence(),
    close: async () => {
      await questions.close()
      await scribe.close()
      reader.close()
      writer.close()
    },
  }
}

function prepare(path: string): void {
  const connection = new Connection(path)
  try {
    migrate(connection)
  } finally {
    connection.close()
  }
}
