import type { City } from '../test/generate/city.ts'
import { median, p95, type Bench, type Context, type Result, type Row } from './bench.ts'
import { onBoth } from './both.ts'
import { Connection, dataOf, graphqlRequest } from './client.ts'
import { cityArchive } from './load.ts'
import type { Server } from './servers.ts'

// Question: what does a reader wait for what lies around a hub, for what it shares with others, and for
// who stands between the departments?
// Method: the real server in a process of its own, one keep-alive client, the twelve largest departments
// one after another; both stores in the same run, after warm-up. Brokerage is asked of all twelve at once.

const ROW = 'cells { column text number entities { id name } } relations { id type start end evidence { work { id name } locator quote } }'
const ANSWER = `{ understood text total notes pageInfo { endCursor hasNextPage } rows { ${ROW} } }`

const DEPARTMENTS = 12

interface Asked {
  readonly what: string
  readonly query: string
  readonly variables: (town: City) => readonly object[]
  /** Of the departments. */
  readonly rounds: { readonly embedded: number; readonly neo4j: number }
}

const each = (town: City): object[] => Array.from({ length: DEPARTMENTS }, (_, i) => ({ hub: town.idOf(i) }))

const QUESTIONS: readonly Asked[] = [
  { what: 'two rings of a hub, counted', query: `query ($hub: String!) { rings(center: $hub) ${ANSWER} }`, variables: each, rounds: { embedded: 10, neo4j: 3 } },
  { what: 'the first ring of a hub, 20 of it', query: `query ($hub: String!) { rings(center: $hub, rings: 1, ring: 1) ${ANSWER} }`, variables: each, rounds: { embedded: 10, neo4j: 3 } },
  { what: 'interlocks of a hub, by organizations', query: `query ($hub: String!) { interlocks(of: $hub, by: ["Organization"]) ${ANSWER} }`, variables: each, rounds: { embedded: 5, neo4j: 2 } },
  {
    what: 'brokerage of the twelve departments, sampled', query: `query ($set: [String!]) { brokerage(set: $set) ${ANSWER} }`,
    variables: (town) => [{ set: each(town).map((one) => (one as { hub: string }).hub) }], rounds: { embedded: 3, neo4j: 2 },
  },
]

async function ask(server: Server, town: City, store: 'embedded' | 'neo4j', say: (line: string) => void): Promise<Row[]> {
  const connection = new Connection(server.port)
  // a number that the query does not name makes it another question: nothing is answered from what was said before
  let number = 0
  const rows: Row[] = []
  try {
    for (const { what, query, variables, rounds } of QUESTIONS) {
      say(`  ${store}: ${what}`)
      const requests = (): Buffer[] => variables(town).map((given) => graphqlRequest('/graphql', query, { ...given, n: ++number }))
      const times: number[] = []
      for (let round = -1; round < rounds[store]; round++) {
        for (const request of requests()) {
          const start = performance.now()
          const answer = await connection.send(request)
          if (round >= 0) times.push(performance.now() - start)
          dataOf(answer)
        }
      }
      rows.push({ what, cells: { 'median ms': median(times), 'p95 ms': p95(times) } })
    }
  } finally {
    connection.close()
  }
  return rows
}

async function run(context: Context): Promise<Result> {
  const title = 'Rings, interlocks and brokerage over HTTP, one client'
  const { path, town } = await cityArchive(context, context.scale)
  return onBoth(context, title, path, (server, store) => ask(server, town, store, context.say))
}

const bench: Bench = {
  name: 'networks', title: 'Rings, interlocks and brokerage over HTTP',
  question: 'What does a reader wait for what lies around a hub, for what it shares with others, and for who stands between the departments?',
  method: 'The real server in a process of its own, one keep-alive client, the twelve largest departments one after another (brokerage of all twelve at once, everything around them); both stores in the same run, after warm-up.',
  run,
}
export default bench
