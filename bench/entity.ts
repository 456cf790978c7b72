import { existsSync, readFileSync } from 'node:fs'
import type { City } from '../test/generate/city.ts'
import { random } from '../test/generate/random.ts'
import type { Bench, Context, Part, Result, Row } from './bench.ts'
import { drive, type Driven } from './client.ts'
import { cityArchive } from './load.ts'
import { cityOnNeo4j, versionOf } from './neo4j.ts'
import { neo4jEnvironment, start, startEmbedded, startNeo4j, type Server } from './servers.ts'

// Question: how many readers can open entity pages at once, compared with the usual way of putting
// GraphQL before Neo4j? Method: the same page (names, the first 20 relations with their other ends) asked
// for ten at a time by a client process, of our server on both stores and of @neo4j/graphql with
// Apollo Server on the same Neo4j data, one after another in one run.

const PAGE = `query ($id: ID!) {
  entity(id: $id) {
    id name kind
    names { text language sort }
    relations(first: 20) { items { id type from { id name kind } to { id name kind } } }
  }
}`

const peerPage = (fields: readonly string[]): string => `query ($id: ID!) {
  organizations(where: { id: { eq: $id } }) { id name kind payload ${fields.join(' ')} }
}`
/** The same for the peer: a page of any organization, so every type of relation, both ways. */
const SAME_PAGE = peerPage(['registrants', 'registeredWith', 'partners', 'partnersIn', 'staff']
  .map((field) => `${field}Connection(first: 20) { edges { properties { id } node { id name kind } } }`))
/** The least that shows twenty relations of a department: of the one type it has, without their ids. */
const LEAST_PAGE = peerPage(['registrants(limit: 20) { id name kind }'])

const CONNECTIONS = 10
const PEERS = new URL('peers/', import.meta.url)

interface Pages {
  readonly what: string
  readonly ids: readonly string[]
  /** Worked out anew for every request. */
  readonly anew?: true
}

function pagesOf(town: City): Pages[] {
  const chance = random(7)
  const departments = Array.from({ length: town.departments }, (_, i) => town.idOf(i))
  return [
    { what: 'departments (20 relations on each page)', ids: departments },
    { what: 'departments, every answer worked out anew', ids: departments, anew: true },
    { what: 'organizations (all they have, about 3), every answer worked out anew', ids: Array.from({ length: 2_000 }, () => town.idOf(town.departments + chance.below(town.organizations))), anew: true },
  ]
}

/** A number that the query does not name makes each request another question: nothing is answered from what was said before. */
const ANEW = 200_000

const measure = async (server: Server, path: string, query: string, ids: readonly string[], anew: boolean): Promise<Driven> =>
  drive({
    port: server.port, path, query, connections: CONNECTIONS, warmUp: { seconds: 3, requests: 1_000 }, seconds: 8,
    variables: anew ? Array.from({ length: ANEW }, (_, n) => ({ id: ids[n % ids.length]!, n })) : ids.map((id) => ({ id })),
  })

const cellsOf = ({ perSecond, latencies, bytes }: Driven): Record<string, number> => ({ 'requests a second': perSecond, 'median ms': latencies.median, 'p95 ms': latencies.p95, 'bytes at most': bytes })

async function measured(context: Context, what: string, server: Server, pages: readonly Pages[], path: string, queries: readonly string[]): Promise<Driven[]> {
  const driven: Driven[] = []
  try {
    for (const [i, page] of pages.entries()) {
      context.say(`  ${what}: ${page.what}`)
      driven.push(await measure(server, path, queries[i] ?? queries[0]!, page.ids, page.anew === true))
    }
  } finally {
    await server.stop()
  }
  return driven
}

function peerVersions(): Record<string, string> | undefined {
  const names = ['@neo4j/graphql', '@apollo/server']
  const file = (name: string): URL => new URL(`node_modules/${name}/package.json`, PEERS)
  if (!names.every((name) => existsSync(file(name)))) return undefined
  return Object.fromEntries(names.map((name) => [name, (JSON.parse(readFileSync(file(name), 'utf8')) as { version: string }).version]))
}

async function run(context: Context): Promise<Result> {
  const title = 'Entity pages by GraphQL, 10 connections'
  const { path, town } = await cityArchive(context, context.scale)
  const pages = pagesOf(town)
  const rowsOf = (what: string, driven: readonly Driven[], of: readonly Pages[], peer?: readonly Driven[], least?: number): Row[] =>
    driven.map((one, i) => {
      const cells = cellsOf(one)
      if (peer === undefined || least === undefined) return { what: `${what}, ${of[i]!.what}`, cells }
      const ratio = one.perSecond / peer[i]!.perSecond
      // the limit is for the page of twenty relations as readers ask for it, again and again
      if (of[i]!.anew) return { what: `${what}, ${of[i]!.what}`, cells: { ...cells, 'of the peer ×': ratio } }
      return { what: `${what}, ${of[i]!.what}`, cells: { ...cells, 'of the peer ×': ratio }, limit: `≥ ${least}×`, met: ratio >= least }
    })
  const embedded = await measured(context, 'embedded', await startEmbedded(path), pages, '/graphql', [PAGE])
  const alone: Part = { name: 'embedded', title: `${title}: embedded`, rows: rowsOf('embedded', embedded, pages) }
  const lacks = (why: string): Result => ({ parts: [alone, { name: 'compared', title: `${title}: compared in one run`, lacks: why, rows: [] }] })
  if (context.neo4j === undefined) return lacks('NEO4J_URI is not set')
  await cityOnNeo4j(context, context.neo4j)
  const versions = peerVersions()
  const neo4j = await measured(context, 'Neo4j', await startNeo4j(context.neo4j), pages, '/graphql', [PAGE])
  if (versions === undefined) return { parts: [alone, { name: 'neo4j', title: `${title}: Neo4j`, rows: rowsOf('Neo4j', neo4j, pages), versions: { Neo4j: await versionOf(context.neo4j) } }, ...lacks('the peers are not installed: npm ci --prefix bench/peers').parts.slice(1)] }
  const peerPages = [...pages, { what: 'departments, asked for the least (one type, no ids)', ids: pages[0]!.ids }]
  const peer = await measured(context, '@neo4j/graphql', await start('peers/server.mjs', [], neo4jEnvironment(context.neo4j)), peerPages, '/', [SAME_PAGE, SAME_PAGE, SAME_PAGE, LEAST_PAGE])
  return {
    parts: [{
      name: 'compared', title: `${title}: compared in one run`, versions: { Neo4j: await versionOf(context.neo4j), ...versions },
      rows: [...rowsOf('embedded', embedded, pages, peer, 15), ...rowsOf('Neo4j', neo4j, pages, peer, 3), ...rowsOf('@neo4j/graphql with Apollo Server', peer, peerPages)],
      notes: ['The peer knows no rights and no order of relations, and gets names as the JSON they are kept in. We keep what we answered until the log moves; it keeps nothing. So each page stands here twice: as readers ask for it, and worked out anew every time.'],
    }],
  }
}

const bench: Bench = {
  name: 'entity', title: 'Entity pages',
  question: 'How many readers can open entity pages at once, compared with the usual way of putting GraphQL before Neo4j?',
  method: 'The same page (names, the first 20 relations with their other ends) asked for ten at a time by a client process, at least 3 s and 1,000 pages to warm up and 8 s measured, of the embedded store, of Neo4j, and of @neo4j/graphql with Apollo Server in a process of its own on the same Neo4j data, one after another in one run.',
  run,
}
export default bench
