import type { City } from '../test/generate/city.ts'
import { median, p95, type Bench, type Context, type Part, type Result, type Row } from './bench.ts'
import { Connection, dataOf, graphqlRequest } from './client.ts'
import { cityArchive, PAIRS } from './load.ts'
import { cityOnNeo4j, versionOf } from './neo4j.ts'
import { startEmbedded, startNeo4j, type Server } from './servers.ts'

// Question: what does a reader wait for connectors, and what does the embedded store gain over Neo4j?
// Method: the real server in a process of its own, one keep-alive client, the 66 pairs of the twelve
// largest departments one after another; both stores in the same run, after warm-up.

/** What a page or script shows of an answer: the contract's example. */
export const CONNECTORS = `query ($a: String!, $b: String!, $maxHops: Int) {
  connectors(a: $a, b: $b, maxHops: $maxHops) {
    a { id name } b { id name } total truncated pageInfo { endCursor hasNextPage }
    connectors { entity { id name kind } distance score
      routes { steps { from { id name } to { id name }
        relations { id type start end state evidence { work { id name } locator quote } } } } }
  }
}`

async function ask(server: Server, town: City, maxHops: number, rounds: number, warmUps: number): Promise<number[]> {
  const connection = new Connection(server.port)
  // a number that the query does not name makes it another question: nothing is answered from what was said before
  let number = 0
  const requests = (): Buffer[] => PAIRS.map(([a, b]) => graphqlRequest('/graphql', CONNECTORS, { a: town.idOf(a), b: town.idOf(b), maxHops, n: ++number }))
  const times: number[] = []
  try {
    for (const request of requests().slice(0, warmUps)) dataOf(await connection.send(request))
    for (let round = 0; round < rounds; round++) {
      for (const request of requests()) {
        const start = performance.now()
        const answer = await connection.send(request)
        times.push(performance.now() - start)
        dataOf(answer)
      }
    }
  } finally {
    connection.close()
  }
  return times
}

async function run(context: Context): Promise<Result> {
  const title = 'Connectors over HTTP, one client'
  const { path, town } = await cityArchive(context, context.scale)
  const embedded = await startEmbedded(path)
  const ours = new Map<number, number[]>()
  const rows: Row[] = []
  try {
    for (const maxHops of [2, 4]) {
      context.say(`  embedded, H = ${maxHops}`)
      const times = await ask(embedded, town, maxHops, 5, PAIRS.length)
      ours.set(maxHops, times)
      rows.push({ what: `embedded, H = ${maxHops}`, cells: { 'median ms': median(times), 'p95 ms': p95(times) } })
    }
  } finally {
    await embedded.stop()
  }
  const parts: Part[] = [{ name: 'embedded', title: `${title}: embedded`, rows }]
  if (context.neo4j === undefined) return { parts: [...parts, { name: 'neo4j', title: `${title}: Neo4j`, lacks: 'NEO4J_URI is not set', rows: [] }] }
  await cityOnNeo4j(context, context.neo4j)
  const version = await versionOf(context.neo4j)
  const server = await startNeo4j(context.neo4j)
  try {
    context.say('  Neo4j, H = 2')
    const two = await ask(server, town, 2, 3, PAIRS.length)
    context.say('  Neo4j, H = 4')
    const four = await ask(server, town, 4, 2, PAIRS.length)
    const fast = ours.get(4)!
    const [middle, tail] = [median(four) / median(fast), p95(four) / p95(fast)]
    const growth = p95(four) / p95(two)
    parts.push({
      name: 'neo4j', title: `${title}: Neo4j`, versions: { Neo4j: version },
      rows: [
        { what: 'Neo4j, H = 2', cells: { 'median ms': median(two), 'p95 ms': p95(two) } },
        { what: 'Neo4j, H = 4', cells: { 'median ms': median(four), 'p95 ms': p95(four) }, limit: 'p95 ≤ 2,000 ms', met: p95(four) <= 2_000 },
        { what: 'Neo4j, H = 4 over H = 2', cells: { 'p95 ×': growth }, limit: 'p95 ≤ 10×', met: growth <= 10 },
        { what: 'Neo4j over embedded, H = 4, same run', cells: { 'median ×': middle, 'p95 ×': tail }, limit: '≥ 20×', met: middle >= 20 && tail >= 20 },
      ],
    })
  } finally {
    await server.stop()
  }
  return { parts }
}

const bench: Bench = {
  name: 'http', title: 'Connectors over HTTP',
  question: 'What does a reader wait for connectors, and what does the embedded store gain over Neo4j?',
  method: 'The real server in a process of its own, one keep-alive client, the GraphQL query of the contract (20 connectors, 3 routes each, every step with its evidence) for the 66 pairs one after another, every answer worked out anew; both stores in the same run, after warm-up.',
  run,
}
export default bench
