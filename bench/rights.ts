import { openNeo4jAccounts } from '../src/accounts/neo4j/index.ts'
import { EVERYONE } from '../src/model/audience.ts'
import type { City } from '../test/generate/city.ts'
import { wipe } from '../test/graph/neo4j/wipe.ts'
import { median, p95, type Bench, type Context, type Part, type Result, type Row } from './bench.ts'
import { Connection, dataOf, graphqlRequest } from './client.ts'
import { enterMember, guardedArchive, guarding, PROTOCOLS, SECRET } from './guarded.ts'
import { CONNECTORS } from './http.ts'
import { load, PAIRS } from './load.ts'
import { openStore, versionOf, type Neo4j } from './neo4j.ts'
import { startEmbedded, startNeo4j, type Server } from './servers.ts'

// Question: what does it cost that somebody may see more than everyone? Method: the city with three relations of
// ten kept in 200 audiences, the real server, one keep-alive connection for the public and one for a member of fifty
// protocols with the cookie of a session; each request of both, one after the other in turns, in one run.

const SEARCH = `query ($text: String!) {
  search(text: $text) { total pageInfo { endCursor hasNextPage } facets { facet values { value count } }
    hits { score entity { id name kind } passage { text locator highlights { start end } } } }
}`

const LIMIT = 1.5

interface Asked {
  readonly what: string
  readonly query: string
  readonly variables: (town: City) => readonly object[]
  /** What the whole answer has, of which a page is shown. */
  readonly rows: (data: any) => number
}

/** As many searches as pairs, for names of people whom everyone may find: who finds none of that name is shown others, which is another question. */
function searches(town: City): object[] {
  const { entity } = guarding(town)
  const firstPerson = town.departments + town.organizations
  return PAIRS.map((_, i) => {
    let person = firstPerson + Math.floor((i * town.people) / PAIRS.length)
    while (entity(person) !== EVERYONE) person++
    return { text: town.nameOf(person) }
  })
}

const QUESTIONS: readonly Asked[] = [
  { what: 'a search page (20 hits, facets)', query: SEARCH, variables: searches, rows: ({ search }) => search.total },
  { what: 'a search page of a word that thousands have (20 hits, facets)', query: SEARCH, variables: () => PAIRS.map(() => ({ text: '人士' })), rows: ({ search }) => search.total },
  { what: 'connectors (20, 3 routes each), H = 2', query: CONNECTORS, variables: (town) => PAIRS.map(([a, b]) => ({ a: town.idOf(a), b: town.idOf(b), maxHops: 2 })), rows: ({ connectors }) => connectors.total },
  { what: 'connectors (20, 3 routes each), H = 4', query: CONNECTORS, variables: (town) => PAIRS.map(([a, b]) => ({ a: town.idOf(a), b: town.idOf(b), maxHops: 4 })), rows: ({ connectors }) => connectors.total },
]

interface Viewed {
  readonly times: number[]
  rows: number
}

async function measured(server: Server, town: City, rounds: number, say: (line: string) => void): Promise<Row[]> {
  const viewers: readonly { readonly connection: Connection; readonly headers: Readonly<Record<string, string>> }[] = [
    { connection: new Connection(server.port), headers: {} },
    { connection: new Connection(server.port), headers: { cookie: `fangzhi=${encodeURIComponent(SECRET)}`, 'sec-fetch-site': 'same-origin' } },
  ]
  // a number that the query does not name makes it another question: nothing is answered from what was said before
  let number = 0
  const rows: Row[] = []
  try {
    const [, member] = viewers
    const me = dataOf(await member!.connection.send(graphqlRequest('/graphql', '{ me { login } }', {}, member!.headers))) as { me: { login: string } | null }
    if (me.me?.login !== 'member') throw new Error('the member is not signed in')
    for (const { what, query, variables, rows: rowsOf } of QUESTIONS) {
      say(`    ${what}`)
      const asked = variables(town)
      const seen: Viewed[] = viewers.map(() => ({ times: [], rows: 0 }))
      for (let round = -1; round < rounds; round++) {
        for (const [i, given] of asked.entries()) {
          // who comes second finds what both read in the caches of the machine: each is first every other time
          for (const at of i % 2 === 0 ? [0, 1] : [1, 0]) {
            const { connection, headers } = viewers[at]!
            const request = graphqlRequest('/graphql', query, { ...given, n: ++number }, headers)
            const start = performance.now()
            const answer = await connection.send(request)
            const took = performance.now() - start
            const data = dataOf(answer)
            if (round < 0) continue
            seen[at]!.times.push(took)
            seen[at]!.rows += rowsOf(data)
          }
        }
      }
      const [open, kept] = seen as [Viewed, Viewed]
      const [middle, tail] = [median(kept.times) / median(open.times), p95(kept.times) / p95(open.times)]
      rows.push({
        what,
        cells: {
          'public median ms': median(open.times), 'public p95 ms': p95(open.times), 'member median ms': median(kept.times), 'member p95 ms': p95(kept.times),
          'median ×': middle, 'p95 ×': tail, 'public rows': open.rows / open.times.length, 'member rows': kept.rows / kept.times.length,
          'median a row ×': middle * (open.rows / kept.rows),
        },
        limit: `median and p95 ≤ ${LIMIT}×`, met: middle <= LIMIT && tail <= LIMIT,
      })
    }
  } finally {
    for (const { connection } of viewers) connection.close()
  }
  return rows
}

/** The Neo4j of the benches gets this city in the place of the other, and is empty afterwards. */
async function onNeo4j(context: Context, neo4j: Neo4j, path: string, town: City): Promise<Part> {
  const version = await versionOf(neo4j)
  await wipe(neo4j.uri, neo4j.database)
  const [store, accounts] = [await openStore(neo4j), await openNeo4jAccounts(neo4j)]
  try {
    context.say('  the guarded city on Neo4j')
    await load(store, town, context.say, guarding(town))
    await enterMember(accounts)
  } finally {
    await Promise.all([store.close(), accounts.close()])
  }
  const server = await startNeo4j(neo4j, path)
  try {
    context.say('  Neo4j')
    return { name: 'neo4j', title: `${TITLE}: Neo4j, with the embedded index of the full text`, versions: { Neo4j: version }, rows: await measured(server, town, 2, context.say), notes: NOTES }
  } finally {
    await server.stop()
    await wipe(neo4j.uri, neo4j.database)
  }
}

const TITLE = `The public and a member of ${PROTOCOLS} protocols over HTTP`
const NOTES = ['× compares whole requests, the look-up of the session among them. Rows are what the whole answer has (connectors, entities found up to 1,000), of which both are shown the first 20: the member sees more, so their question is the larger one, and “a row” divides it out.']

async function run(context: Context): Promise<Result> {
  const { path, accounts, town } = await guardedArchive(context)
  context.say('  embedded')
  const server = await startEmbedded(path, accounts)
  const parts: Part[] = []
  try {
    parts.push({ name: 'embedded', title: `${TITLE}: embedded`, rows: await measured(server, town, 5, context.say), notes: NOTES })
  } finally {
    await server.stop()
  }
  if (context.neo4j === undefined) return { parts: [...parts, { name: 'neo4j', title: `${TITLE}: Neo4j`, lacks: 'NEO4J_URI is not set', rows: [] }] }
  return { parts: [...parts, await onNeo4j(context, context.neo4j, path, town)] }
}

const bench: Bench = {
  name: 'rights', title: 'Rights',
  question: 'What does it cost that somebody may see more than everyone?',
  method: `The city of the other benches with three relations of ten kept in 200 audiences (people, the relations they have, and others; the public sees seven of ten), the real server with accounts; a member of ${PROTOCOLS} of the 200 protocols, who sees half of what is kept and comes with the cookie of a session, and the public without; each request of both, in turns, every answer worked out anew, in one run after one round to warm up.`,
  run,
}
export default bench
