import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { buildServer } from '../src/api/server.ts'
import { openNeo4j } from '../src/graph/neo4j/index.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { loadVocabulary } from '../src/vocabulary.ts'

// The real server in a process of its own, for the benches: `serve.ts sqlite FILE` or `serve.ts neo4j`
// (NEO4J_URI …). Prints its port when it listens; ends with its standard input.

const [kind, path] = process.argv.slice(2)
const vocabulary = loadVocabulary()
const { NEO4J_URI = '', NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '', NEO4J_DATABASE = 'neo4j' } = process.env
const graph = kind === 'neo4j'
  ? await openNeo4j({ uri: NEO4J_URI, user: NEO4J_USER, password: NEO4J_PASSWORD, database: NEO4J_DATABASE, vocabulary })
  : await openSqlite({ path: path!, vocabulary })
const app = await buildServer({ graph, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 1_000_000_000 })
await app.listen({ host: '127.0.0.1', port: 0 })
console.log((app.server.address() as AddressInfo).port)
process.stdin.resume().once('end', () => {
  void app.close().then(() => graph.close()).then(() => process.exit())
})
