import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { GraphStore } from '../../src/graph/port.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { vocabulary } from '../fixture.ts'
import type { Opened } from './graph.ts'

interface Backend {
  readonly name: string
  readonly make: () => Promise<Opened>
}

/**
 * The stores to test: SQLite always, Neo4j when NEO4J_URI says where a server for tests is. It is emptied. With
 * TEST_STORES=neo4j, only that: for a second server, where SQLite has been tested beside the first.
 */
export async function stores(t: Test): Promise<Backend[]> {
  const sqlite = { name: 'sqlite', make: makeSqlite }
  const uri = process.env['NEO4J_URI']
  if (uri === undefined) {
    t.comment('Neo4j is left out: NEO4J_URI is not set')
    return [sqlite]
  }
  const server = { name: 'neo4j', make: await neo4j(uri) }
  return process.env['TEST_STORES'] === server.name ? [server] : [sqlite, server]
}

async function makeSqlite(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-'))
  const open = (): Promise<GraphStore> => openSqlite({ path: join(folder, 'archive.sqlite'), vocabulary, walkers: 1 })
  const opened: GraphStore[] = [await open()]
  const second = async (): Promise<GraphStore> => {
    const other = await open()
    opened.push(other)
    return other
  }
  const close = async (): Promise<void> => {
    for (const store of opened) await store.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { store: opened[0]!, second, close }
}

/** Community has one database, so a second archive of a test is an embedded one: that is what `copy` copies, too. */
async function neo4j(uri: string): Promise<() => Promise<Opened>> {
  const { openNeo4j } = await import('../../src/graph/neo4j/index.ts')
  const { wipe } = await import('../graph/neo4j/wipe.ts')
  const { NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env
  const open = (): Promise<GraphStore> => openNeo4j({ uri, user, password, vocabulary })
  let taken = false
  return async () => {
    if (taken) return makeSqlite()
    taken = true
    await wipe(uri)
    const opened: GraphStore[] = [await open()]
    const second = async (): Promise<GraphStore> => {
      const other = await open()
      opened.push(other)
      return other
    }
    const close = async (): Promise<void> => {
      for (const store of opened) await store.close()
      taken = false
    }
    return { store: opened[0]!, second, close }
  }
}
