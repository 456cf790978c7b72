import { rm } from 'node:fs/promises'
import type { GraphStore } from '../src/graph/port.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import type { Context, Part, Result, Row } from './bench.ts'
import { vocabulary } from './load.ts'
import { cityOnNeo4j, openStore, versionOf } from './neo4j.ts'
import { startEmbedded, startNeo4j, type Server } from './servers.ts'

/**
 * The same asked over HTTP of the embedded store and, where there is one, of Neo4j with the city, one after the other.
 * @param path the embedded archive
 * @param measured the rows of one part
 */
export async function onBoth(context: Context, title: string, path: string, measured: (server: Server, store: 'embedded' | 'neo4j') => Promise<Row[]>): Promise<Result> {
  const parts: Part[] = [{ name: 'embedded', title: `${title}: embedded`, rows: await stopped(await startEmbedded(path), (server) => measured(server, 'embedded')) }]
  if (context.neo4j === undefined) return { parts: [...parts, { name: 'neo4j', title: `${title}: Neo4j`, lacks: 'NEO4J_URI is not set', rows: [] }] }
  await cityOnNeo4j(context, context.neo4j)
  const version = await versionOf(context.neo4j)
  parts.push({ name: 'neo4j', title: `${title}: Neo4j`, versions: { Neo4j: version }, rows: await stopped(await startNeo4j(context.neo4j), (server) => measured(server, 'neo4j')) })
  return { parts }
}

/**
 * The same asked within this process of a new embedded archive and, where there is one, of Neo4j.
 * @param path the embedded archive, made anew
 * @param measured the rows of one part
 * @param before what is to be done to Neo4j first
 */
export async function withinBoth(context: Context, title: string, path: string, measured: (store: GraphStore) => Promise<Row[]>, before: (place: NonNullable<Context['neo4j']>) => Promise<void> = async () => {}): Promise<Result> {
  for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true })
  const parts: Part[] = [{ name: 'embedded', title: `${title}: embedded`, rows: await closed(await openSqlite({ path, vocabulary }), measured) }]
  if (context.neo4j === undefined) return { parts: [...parts, { name: 'neo4j', title: `${title}: Neo4j`, lacks: 'NEO4J_URI is not set', rows: [] }] }
  await before(context.neo4j)
  const store = await openStore(context.neo4j)
  return { parts: [...parts, { name: 'neo4j', title: `${title}: Neo4j`, versions: { Neo4j: await versionOf(context.neo4j) }, rows: await closed(store, measured) }] }
}

async function closed<T>(store: GraphStore, work: (store: GraphStore) => Promise<T>): Promise<T> {
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

async function stopped<T>(server: Server, work: (server: Server) => Promise<T>): Promise<T> {
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}
