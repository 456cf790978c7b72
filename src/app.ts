import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openSqliteAccounts } from './accounts/sqlite/index.ts'
import type { AccountStore } from './accounts/port.ts'
import { openDirectory } from './blobs/directory/index.ts'
import type { BlobStore } from './blobs/port.ts'
import type { Config } from './config.ts'
import type { GraphStore } from './graph/port.ts'
import type { JobStore } from './jobs/port.ts'
import { openSqliteJobs } from './jobs/sqlite/index.ts'
import { openSqlite } from './graph/sqlite/index.ts'
import { ArchiveError, badInput } from './model/errors.ts'
import type { Vocabulary } from './model/vocabulary.ts'
import { openSqliteSearch } from './search/sqlite/index.ts'
import type { SearchStore } from './search/port.ts'
import { loadVocabulary } from './vocabulary.ts'

/** The parts of a running archive. */
export interface Archive {
  readonly graph: GraphStore
  /** As it is when the archive is opened; what runs longer asks `graph.vocabulary()`. */
  readonly vocabulary: Vocabulary
  /** Originals of documents; several processes on one Neo4j share the folder. */
  readonly blobs: BlobStore
}

/**
 * Opens the stores that the settings name: Neo4j when it has an address, otherwise the embedded one.
 * @param create makes the embedded archive where there is none; otherwise a mistyped DATA_DIR would be
 *   backed up faithfully every night
 * @throws NOT_FOUND
 */
export async function openArchive(config: Config, { create = true }: { create?: boolean } = {}): Promise<Archive> {
  const vocabulary = loadVocabulary()
  if (config.NEO4J_URI === undefined && !create && !existsSync(config.archiveFile)) {
    throw new ArchiveError('NOT_FOUND', `there is no archive in DATA_DIR (${resolve(config.DATA_DIR)}): npm start makes one, or set DATA_DIR to where yours is`)
  }
  const graph = config.NEO4J_URI === undefined ? await openEmbedded(config, vocabulary) : await openNeo4jArchive(config, vocabulary)
  return { graph, vocabulary: await graph.vocabulary(), blobs: openDirectory(join(config.DATA_DIR, 'blobs')) }
}

/** The index of the full text: Meilisearch when it has an address, otherwise the embedded one. Apart from the archive: most commands need none. */
export async function openSearch(config: Config): Promise<SearchStore> {
  if (config.MEILI_URL !== undefined) {
    const { openMeilisearch } = await import('./search/meilisearch/index.ts')
    return openMeilisearch({ url: config.MEILI_URL, key: config.MEILI_KEY, index: config.MEILI_INDEX, ...(config.MEILI_SEARCH_KEY === undefined ? {} : { searchKey: config.MEILI_SEARCH_KEY }) })
  }
  await mkdir(config.DATA_DIR, { recursive: true })
  return openSqliteSearch({ path: join(config.DATA_DIR, 'search.sqlite') })
}

/** The queue beside the archive: on the same Neo4j, or `jobs.sqlite` in DATA_DIR. */
export async function openJobs(config: Config): Promise<JobStore> {
  if (config.NEO4J_URI === undefined) {
    await mkdir(config.DATA_DIR, { recursive: true })
    return openSqliteJobs({ path: join(config.DATA_DIR, 'jobs.sqlite') })
  }
  const { openNeo4jJobs } = await import('./jobs/neo4j/index.ts')
  return openNeo4jJobs({ uri: config.NEO4J_URI, user: config.NEO4J_USER, password: config.NEO4J_PASSWORD, database: config.NEO4J_DATABASE })
}

/** Accounts, and who is a member of what: on the same Neo4j, or `accounts.sqlite` in DATA_DIR. */
export async function openAccounts(config: Config): Promise<AccountStore> {
  if (config.NEO4J_URI === undefined) {
    await mkdir(config.DATA_DIR, { recursive: true })
    return openSqliteAccounts({ path: join(config.DATA_DIR, 'accounts.sqlite') })
  }
  const { openNeo4jAccounts } = await import('./accounts/neo4j/index.ts')
  return openNeo4jAccounts({ uri: config.NEO4J_URI, user: config.NEO4J_USER, password: config.NEO4J_PASSWORD, database: config.NEO4J_DATABASE })
}

export async function openNeo4jArchive(config: Config, vocabulary: Vocabulary): Promise<GraphStore> {
  if (config.NEO4J_URI === undefined) throw badInput('NEO4J_URI', 'NEO4J_URI is not set')
  // loaded only where it is used: the driver takes longer to load than a question to the embedded store
  const { openNeo4j } = await import('./graph/neo4j/index.ts')
  return openNeo4j({ uri: config.NEO4J_URI, user: config.NEO4J_USER, password: config.NEO4J_PASSWORD, database: config.NEO4J_DATABASE, vocabulary })
}

export async function openEmbedded(config: Config, vocabulary: Vocabulary): Promise<GraphStore> {
  await mkdir(config.DATA_DIR, { recursive: true })
  return openSqlite({ path: config.archiveFile, vocabulary, ...(config.WALKERS === 0 ? {} : { walkers: config.WALKERS }) })
}
