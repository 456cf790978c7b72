import { asAsked } from '../as-asked.ts'
import type { GraphStore, StoreOptions } from '../port.ts'
import { batches, partsOf } from './batches.ts'
import { append, commit } from './commit.ts'
import { Connection } from './connection.ts'
import { contents } from './contents.ts'
import { entities } from './entities.ts'
import { bearers, find } from './find.ts'
import { evidenceFrom, evidenceOn, heads, naming, scan, setAside } from './heads.ts'
import { history } from './history.ts'
import { companions, indexable } from './indexable.ts'
import { changeset, replay } from './log.ts'
import { migrate } from './migrations.ts'
import { among, connectors, paths, project, rings, steps } from './questions.ts'
import { Reads } from './reads.ts'
import { relations, relationsById } from './relations.ts'
import { reproject } from './reproject.ts'
import { sharedIdentifiers } from './shared-identifiers.ts'
import { statement } from './statements.ts'
import { Terms } from './terms.ts'
import { statistics } from './statistics.ts'
import { Following } from '../vocabulary.ts'
import { Viewers } from './viewers.ts'
import { waiting } from './waiting.ts'

export interface Neo4jOptions extends StoreOptions {
  /** `bolt://` or `neo4j://`, host and port. */
  readonly uri: string
  readonly user: string
  readonly password: string
  /** Default `neo4j`. */
  readonly database?: string
}

/** The version from which on there is a queue of what waits for a decision. */
const WITH_WAITING = 7

/**
 * The store for several processes: Neo4j 5.26 or 2026, Community is enough. Every read is a statement
 * or a few of one sequence, every commit a transaction under the lock of the one (:Log) node.
 * @throws UNAVAILABLE when the server cannot be reached, or holds something that is not an archive of
 *   this or an older version
 */
export async function openNeo4j({ uri, user, password, database = 'neo4j', vocabulary }: Neo4jOptions): Promise<GraphStore> {
  const connection = new Connection({ uri, user, password, database })
  const viewers = new Viewers(connection)
  const writing = { connection, viewers, words: new Terms(vocabulary) }
  try {
    const form = await migrate(connection)
    // what waits says more than Cypher can read out of a payload
    if (form > 0 && form < WITH_WAITING) await reproject(writing)
  } catch (error) {
    await connection.close()
    throw error
  }
  const reads = new Reads(connection, viewers)
  const sequence = async (): Promise<number> => (await connection.read<{ sequence: number }>(statement('read/sequence')))[0]!.sequence
  const words = new Following(vocabulary, { sequence, scan: (type, viewer, page) => scan(reads, type, viewer, page) })
  return {
    name: 'neo4j',
    commit: (asked) => commit(writing, asked),
    replay: (after) => replay(connection, after),
    append: (changesets) => append(writing, changesets),
    sequence,
    history: async (id, viewer, page) => history(reads, id, viewer, page),
    changeset: (key) => changeset(connection, key),
    batches: (filter) => batches(connection, filter),
    partsOf: (batch) => partsOf(connection, batch),
    heads: (ids, viewer) => asAsked(ids, heads(reads, ids, viewer)),
    scan: async (type, viewer, page) => scan(reads, type, viewer, page),
    entities: (ids, viewer) => asAsked(ids, entities(reads, ids, viewer)),
    find: async (query, viewer, page) => find(reads, query, viewer, page),
    bearers: (query) => bearers(reads, query),
    sharedIdentifiers: async (page) => sharedIdentifiers(connection, page),
    relations: async (id, query, viewer, page) => relations(reads, id, query, viewer, page),
    relationsById: (ids, viewer) => asAsked(ids, relationsById(reads, ids, viewer)),
    setAside: async (id, viewer, page) => setAside(reads, id, viewer, page),
    naming: async (id, types, viewer, page) => naming(reads, id, types, viewer, page),
    waiting: async (query, viewer, page) => waiting(reads, query, viewer, page),
    vocabulary: () => words.now(),
    evidenceFrom: async (source, viewer, page) => evidenceFrom(reads, source, viewer, page),
    evidenceOn: async (relation, viewer, page) => evidenceOn(reads, relation, viewer, page),
    contents: async (entity, viewer, page) => contents(reads, entity, viewer, page),
    indexable: (ids) => indexable(reads, ids),
    companions: (ids) => companions(reads, ids),
    connectors: (query, viewer, signal) => reads.answer(viewer, (ask) => connectors(ask, query), signal),
    paths: (query, viewer, signal) => reads.answer(viewer, (ask) => paths(ask, query), signal),
    among: (query, viewer, signal) => reads.answer(viewer, (ask) => among(ask, query), signal),
    rings: (query, viewer, signal) => reads.answer(viewer, (ask) => rings(ask, query), signal),
    project: (query, viewer, signal) => project(reads, query, viewer, signal),
    steps: (query, viewer, signal) => reads.answer(viewer, (ask) => steps(ask, query), signal),
    statistics: (viewer, guardedBy) => statistics(reads, viewer, guardedBy),
    reproject: (options) => reproject(writing, options),
    health: async () => void (await sequence()),
    close: () => connection.close(),
  }
}
