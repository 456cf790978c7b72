import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import pino from 'pino'
import { openNeo4jAccounts } from '../src/accounts/neo4j/index.ts'
import { openSqliteAccounts } from '../src/accounts/sqlite/index.ts'
import { buildServer } from '../src/api/server.ts'
import { Directory } from '../src/archive/access/directory.ts'
import { openNeo4j } from '../src/graph/neo4j/index.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { openSqliteSearch } from '../src/search/sqlite/index.ts'
import { web } from '../src/web/index.ts'
import { loadVocabulary } from '../src/vocabulary.ts'
import { Holding } from './held.ts'
import { INDEX } from './library.ts'

// The real server in a process of its own, for the benches: `serve.ts sqlite FILE` or `serve.ts neo4j`
// (NEO4J_URI …), with the index of the full text where one lies beside the file. With a third argument there are
// accounts: `sqlite FILE ACCOUNTS` in that file, `neo4j FILE ACCOUNTS` in Neo4j (FILE: only what lies beside it);
// who signs in says by x-forwarded-for where they are. Prints its port when it listens; to
// each line it is told, how long its event loop has been held since the line before; ends with its standard input.

const [kind, path, beside] = process.argv.slice(2)
const vocabulary = loadVocabulary()
const { NEO4J_URI = '', NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '', NEO4J_DATABASE = 'neo4j' } = process.env
const graph = kind === 'neo4j'
  ? await openNeo4j({ uri: NEO4J_URI, user: NEO4J_USER, password: NEO4J_PASSWORD, database: NEO4J_DATABASE, vocabulary })
  : await openSqlite({ path: path!, vocabulary })
const accounts = beside === undefined ? undefined : kind === 'neo4j'
  ? await openNeo4jAccounts({ uri: NEO4J_URI, user: NEO4J_USER, password: NEO4J_PASSWORD, database: NEO4J_DATABASE })
  : await openSqliteAccounts({ path: beside })
const people = accounts && { accounts, directory: new Directory({ graph, accounts }), guessable: [] }
const index = path === undefined ? undefined : join(dirname(path), INDEX)
const search = index !== undefined && existsSync(index) ? await openSqliteSearch({ path: index }) : undefined
const app = await buildServer({ graph, ...(search && { search }), ...(people && { people }), vocabulary, pages: web, logger: pino({ level: 'silent' }), trustProxy: people === undefined ? 0 : 1, rateLimit: 1_000_000_000 })
await app.listen({ host: '127.0.0.1', port: 0 })
console.log((app.server.address() as AddressInfo).port)
let holding: Holding | undefined
createInterface(process.stdin)
  .on('line', () => {
    // watching costs some work itself: only whoever asks pays for it
    holding ??= new Holding()
    console.log(JSON.stringify(holding.longest()))
  })
  .once('close', () => {
    void app.close().then(() => Promise.all([graph.close(), search?.close(), accounts?.close()])).then(() => process.exit())
  })
