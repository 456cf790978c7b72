import type { City } from '../test/generate/city.ts'
import { median, p95, type Bench, type Context, type Result, type Row } from './bench.ts'
import { onBoth } from './both.ts'
import { Connection, dataOf, graphqlRequest } from './client.ts'
import { CONNECTORS } from './http.ts'
import { cityArchive, PAIRS } from './load.ts'
import type { Server } from './servers.ts'

// Question: what do the questions cost a reader that are more than one pair of connectors?
// Method: the real server in a process of its own, one keep-alive client, embedded and Neo4j in the same
// run; every answer worked out anew. What has a limit is measured in turns with what it is measured by.

const ROUTES = 'routes { concurrence steps { from { id name } to { id name } relations { id type start end state evidence { work { id name } locator quote } } } }'
const ANSWER = `{ understood text total notes rows { cells { column text number entities { id name kind } } ${ROUTES} } searched { relations } }`
const AMONG = `query ($set: [String!]!, $by: String, $first: Int) { among(set: $set, by: $by, maxHops: 4, first: $first) ${ANSWER} }`
const PATHS = `query ($from: String!, $to: String!) { paths(from: $from, to: $to, maxHops: 4, first: 10) { from { id name } to { id name } truncated paths { ${ROUTES.slice('routes { '.length)} } }`
const SOURCED = CONNECTORS.replace('($a:', '($source: [String!], $a:').replace('maxHops: $maxHops)', 'maxHops: $maxHops, onlySources: $source)')

/** Departments whose pairs are asked about. */
const MEMBERS = 12
const LIMIT = 12

interface Asked {
  readonly what: string
  readonly query: string
  /** The variables of its requests, one after another in each round. */
  readonly variables: (town: City) => readonly object[]
}

const pairs = (town: City): { a: string; b: string; maxHops: number }[] => PAIRS.map(([a, b]) => ({ a: town.idOf(a), b: town.idOf(b), maxHops: 4 }))
const members = (town: City): string[] => Array.from({ length: MEMBERS }, (_, i) => town.idOf(i))

const ONE_PAIR: Asked = { what: 'connectors of one pair (20, 3 routes each)', query: CONNECTORS, variables: pairs }
const ALL_PAIRS: Asked = { what: `among, the table of all ${PAIRS.length} pairs (the best connector of 20 with its routes)`, query: AMONG, variables: (town) => [{ set: members(town), by: 'pairs', first: PAIRS.length }] }
const WHO: Asked = { what: 'among, who connects most pairs (20, with routes)', query: AMONG, variables: (town) => [{ set: members(town), by: 'connectors', first: 20 }] }
const BEST: Asked = { what: 'k best paths (10, at most 4 steps)', query: PATHS, variables: (town) => PAIRS.map(([a, b]) => ({ from: town.idOf(a), to: town.idOf(b) })) }
const BY_SOURCE: Asked = { what: 'connectors of one pair, only what one source says', query: SOURCED, variables: (town) => pairs(town).map((pair) => ({ ...pair, source: ['城市名冊'] })) }
const BECOMES: Asked = { what: 'connectors in the form of all answers', query: `query ($given: String) { answer(question: "connectors", arguments: $given) ${ANSWER} }`, variables: (town) => PAIRS.map(([a, b]) => ({ given: JSON.stringify({ a: town.idOf(a), b: town.idOf(b) }) })) }
const IN_WORDS: Asked = { what: 'ask, the same in words: 「哪些組織連結第1局與第2局？」', query: `query ($question: String!) { ask(question: $question) ${ANSWER} }`, variables: (town) => PAIRS.map(([a, b]) => ({ question: `哪些組織連結${town.nameOf(a)}與${town.nameOf(b)}？` })) }
const QUESTIONS = [BECOMES, IN_WORDS, ONE_PAIR, ALL_PAIRS, WHO, BEST, BY_SOURCE]

async function measured(server: Server, town: City, rounds: number, say: (line: string) => void): Promise<Row[]> {
  const connection = new Connection(server.port)
  const times = new Map<Asked, number[]>(QUESTIONS.map((asked) => [asked, []]))
  // a number that the query does not name makes it another question: nothing is answered from what was said before
  let number = 0
  try {
    for (let round = -1; round < rounds; round++) {
      for (const asked of QUESTIONS) {
        for (const variables of asked.variables(town)) {
          const request = graphqlRequest('/graphql', asked.query, { ...variables, n: ++number })
          const start = performance.now()
          const answer = await connection.send(request)
          if (round >= 0) times.get(asked)!.push(performance.now() - start)
          dataOf(answer)
        }
      }
      say(`    round ${round + 1} of ${rounds}`)
    }
  } finally {
    connection.close()
  }
  const [one, becomes] = [ONE_PAIR, BECOMES].map((asked) => median(times.get(asked)!)) as [number, number]
  return QUESTIONS.map((asked) => {
    const all = times.get(asked)!
    const ratio = median(all) / one
    return {
      what: asked.what,
      cells: { 'median ms': median(all), 'p95 ms': p95(all), '× one pair': ratio },
      ...(asked === IN_WORDS ? { limit: 'under 1.5× the question it becomes and 5 ms', met: median(all) < 1.5 * becomes + 5 } : {}),
      ...(asked === ALL_PAIRS ? { limit: `under ${LIMIT}× one pair`, met: ratio < LIMIT } : {}),
    }
  })
}

async function run(context: Context): Promise<Result> {
  const title = 'Questions over HTTP, one client'
  const { path, town } = await cityArchive(context, context.scale)
  return onBoth(context, title, path, (server, store) => {
    context.say(store === 'embedded' ? '  embedded' : '  Neo4j')
    return measured(server, town, store === 'embedded' ? 5 : 2, context.say)
  })
}

const bench: Bench = {
  name: 'questions', title: 'Questions',
  question: 'What do the questions cost a reader that are more than one pair of connectors?',
  method: 'The real server in a process of its own, one keep-alive client, the city of the other benches: its twelve largest departments, their 66 pairs one after another, all of them at once by `among`; the same put in words; every answer worked out anew, in turns within each round, after one round to warm up. Both stores in the same run.',
  run,
}
export default bench
