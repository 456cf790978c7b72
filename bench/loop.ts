import { FORMATS } from '../src/exchange/answers/index.ts'
import { FAMILY } from '../src/questions/family.ts'
import type { City } from '../test/generate/city.ts'
import { median, type Bench, type Context, type Result, type Row } from './bench.ts'
import { onBoth } from './both.ts'
import { Connection, dataOf, graphqlRequest } from './client.ts'
import type { Hold } from './held.ts'
import { libraryArchive, type Library } from './library.ts'
import type { Server } from './servers.ts'

// Question: does any kind of question hold the service's event loop, so that all others wait?
// Method: the real server in a process of its own; every kind with heavy parameters (whole graph, the hub of a fifth
// of all registrations, every dimension, pages of 200), one after another, and the longest answer in every form.
// Watched from within: the work of the main thread between two turns of its loop, by the processor's clock for that
// thread, so that what else runs on the machine does not count. The median of the rounds' longest: a round that meets a
// collection of garbage is one of several.

/** Milliseconds for which nothing may hold the loop. */
const LIMIT = 20
const ROUNDS = 5
/** An answer that takes longer, in milliseconds, is asked for fewer times. */
const [LONG, FEW] = [3_000, 2]
const REFUSED = '"code":"TOO_EXPENSIVE"'

const RELATION = '{ id type from { id name } to { id name } start end state evidence { work { id name } locator quote } }'
const STEPS = `steps { from { id name } to { id name } relations ${RELATION} }`
const ANSWER = `{ understood text total notes pageInfo { endCursor hasNextPage } rows { cells { column text number entities { id name kind } } relations { id type start end evidence { work { id name } locator } } } }`
const ROUTED = `{ text total notes rows { cells { text } routes { ${STEPS} } } }`

interface Asked {
  readonly what: string
  /** Of the family, or what else is a question. */
  readonly kind: string
  readonly request: (number: number) => Buffer
}

const JSON_OF = JSON.stringify

function questions(town: City, books: Library): Asked[] {
  const [hub, second] = [town.idOf(0), town.idOf(1)]
  const departments = Array.from({ length: 40 }, (_, i) => town.idOf(i))
  // a number that the query does not name makes it another question: nothing is answered from what was said before
  const asked = (kind: string, what: string, given: object, selection = ANSWER): Asked => ({
    kind, what: `${kind}: ${what}`,
    request: (n) => graphqlRequest('/graphql', `query ($given: String) { answer(question: "${kind}", arguments: $given) ${selection} }`, { given: JSON_OF(given), n }),
  })
  const query = (kind: string, what: string, text: string): Asked => ({ kind, what: `${kind}: ${what}`, request: (n) => graphqlRequest('/graphql', text, { n }) })
  const ask = (sentence: string): Asked => query('ask', sentence, `{ ask(question: ${JSON_OF(sentence)}) ${ANSWER.replace('understood ', 'understood readings { understood } nearest { understood } passages { text } ')} }`)
  const connecting = ['REGISTERED_WITH', 'PARTNERS_WITH', 'WORKS_FOR']
  const counts = [{ by: 'kind' }, { by: 'type' }, { by: 'department' }, { by: 'year' }, { by: 'district' }, { by: 'department', and: 'year' }, { by: 'type', and: 'kind' }, { of: hub, by: 'district' }, { relations: connecting, by: 'department' }, { name: '協會', by: 'district' }, { kinds: ['Organization'], founded: '2000/..', by: 'year' }]
  return [
    asked('connectors', 'two hubs, 200 with three routes each', { a: hub, b: second, first: 200 }, ROUTED),
    query('connectors', 'the type of its own, 200', `{ connectors(a: "${hub}", b: "${second}", first: 200) { total connectors { entity { id name kind } distance score routes { concurrence ${STEPS} } } } }`),
    asked('connectors', 'two hubs, named', { a: hub, b: second, named: ['9'], first: 200 }, ROUTED),
    asked('connectors', 'two hubs, six steps', { a: hub, b: second, maxHops: 6 }, ROUTED),
    asked('paths', 'two hubs, 200 of four steps', { from: hub, to: second, first: 200 }, ROUTED),
    asked('among', '40 departments, all pairs', { set: departments, by: 'pairs', first: 200 }, ROUTED),
    asked('among', '40 departments, who connects', { set: departments, first: 200 }, ROUTED),
    asked('rings', 'four rings of a hub', { center: hub, rings: 4 }),
    asked('rings', 'the first ring of a hub, 200', { center: hub, ring: 1, first: 200 }),
    asked('rings', 'the second ring of a hub, 200', { center: hub, ring: 2, first: 200 }),
    asked('interlocks', 'a hub', { of: hub, first: 200 }),
    asked('interlocks', 'a hub, by every kind', { of: hub, by: ['Organization', 'Person', 'Concept'], first: 200 }),
    asked('brokerage', 'all organizations', { first: 200 }),
    asked('brokerage', 'all people and organizations', { kinds: ['Organization', 'Person'], first: 200 }),
    asked('communities', 'all organizations and people', { kinds: ['Organization', 'Person'], relations: connecting, first: 200 }),
    asked('overlap', 'what is registered with two hubs', { one: JSON_OF({ name: 'rings', arguments: { center: hub, ring: 1 } }), other: JSON_OF({ name: 'rings', arguments: { center: second, ring: 1 } }), first: 200 }),
    asked('compare', 'the first ring of a hub', { question: 'rings', arguments: JSON_OF({ center: hub, ring: 1 }), at: '1990', to: '2010', first: 200 }),
    asked('compare', 'the ranking', { question: 'ranking', arguments: '{}', at: '1990', to: '2010', first: 200 }),
    asked('compare', 'everything related with a hub', { question: 'related', arguments: JSON_OF({ of: hub }), at: '1990', to: '2010', first: 200 }),
    asked('timeline', 'a hub, 20,000 with dates', { of: hub, type: 'FUNDS', first: 200 }),
    asked('timeline', 'all of a type, by year', { type: 'WORKS_FOR', first: 200 }),
    asked('timeline', 'all of a type with dates, by year', { type: 'FUNDS', first: 200 }),
    asked('coauthors', 'all', { first: 200 }),
    asked('coauthors', 'who wrote most', { of: books.author, first: 200 }),
    asked('citations', 'of a book that a fifth cites', { of: books.book, direction: 'citedBy', first: 200 }),
    asked('citations', 'of a book with 2,000 chapters', { of: books.book, first: 200 }),
    asked('cocitation', 'of a book that a fifth cites', { of: books.book, first: 200 }),
    asked('coupling', 'of a book with 2,000 chapters', { of: books.book, first: 200 }),
    asked('concepts', 'of a book with 2,000 chapters', { in: books.book, first: 200 }),
    asked('definitions', 'of the concept defined most', { of: books.concept, first: 200 }),
    ...counts.map((given) => asked('counts', Object.entries(given).map(([key, value]) => `${key} ${value === hub ? 'a hub' : String(value)}`).join(', '), { ...given, first: 200 })),
    asked('related', 'with a hub', { of: hub, first: 200 }),
    asked('related', 'with a hub, by source', { of: hub, onlySources: [books.book], first: 200 }),
    asked('common', 'of two hubs', { of: [hub, second], first: 200 }),
    asked('ranking', 'all kinds', { first: 200 }),
    asked('ranking', 'of a name that few have', { named: ['協會9'], first: 200 }),
    asked('ranking', 'by source', { onlySources: [books.book], first: 200 }),
    asked('passages', 'of a word in every chapter', { of: '社區大學', first: 200 }),
    ask(`哪些組織連結${town.nameOf(0)}與${town.nameOf(1)}？`),
    ask('誰的關係最多？'),
    ask('什麼是社區大學？'),
    ask('臺北市社區大學學習型城市協會的會員跟圖書館有沒有什麼合作？'),
    query('resolve', 'a name that none has', '{ resolve(name: "臺北社區大學協會", first: 50) { entity { id name } score reason } }'),
    query('resolve', 'a name that hundreds are like', '{ resolve(name: "學習型城市協會", first: 200, alike: true) { entity { id name } score reason } }'),
    query('search', 'words in every chapter', '{ search(text: "社區大學 學習型城市", first: 100, passages: 20) { total hits { entity { id name } score passages { text locator highlights { start end } } } facets { facet values { value count } } } }'),
  ]
}

/** The longest answer there is: 200 connectors with 20 routes each; and one of 200 rows without routes. */
function exported(town: City): Asked[] {
  const get = (path: string): Buffer => Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`)
  const [hub, second] = [town.idOf(0), town.idOf(1)]
  return [...FORMATS.keys()].map((format) => ({ kind: 'export', what: `export: ${format}, 200 connectors with their routes`, request: () => get(`/answers/connectors?a=${hub}&b=${second}&first=200&routes=20&format=${format}`) }))
}

async function measured(server: Server, all: readonly Asked[], rounds: number, say: (line: string) => void): Promise<Row[]> {
  const connection = new Connection(server.port)
  const holds = new Map<Asked, Hold[]>(all.map((asked) => [asked, []]))
  const [times, refused] = [new Map<Asked, number>(), new Set<Asked>()]
  const only = process.env['BENCH_ONLY']?.split(',')
  let number = 0
  await server.longest()
  const rows: Row[] = []
  try {
    for (const asked of all) {
      if (only !== undefined && !only.includes(asked.kind)) continue
      // the first time it is translated, and what it needs is read
      let last = rounds
      for (let round = -1; round < last; round++) {
        const request = asked.request(++number)
        await server.longest()
        const start = performance.now()
        const answer = await connection.send(request)
        const time = performance.now() - start
        const hold = await server.longest()
        if (time > LONG) last = FEW
        if (round >= 0) times.set(asked, Math.max(times.get(asked) ?? 0, time))
        if (round === -1) say(`  ${asked.what}: first ${hold.work.toFixed(1)} ms`)
        else holds.get(asked)!.push(hold)
        if (answer.body().includes(REFUSED)) refused.add(asked)
        else if (asked.kind !== 'export') dataOf(answer)
        else if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${answer.body().slice(0, 500)}`)
      }
      const [work, gap] = [holds.get(asked)!.map((hold) => hold.work), holds.get(asked)!.map((hold) => hold.gap)]
      say(`  ${asked.what}${refused.has(asked) ? ' (refused)' : ''}: ${median(work).toFixed(1)} of ${Math.max(...work).toFixed(1)} ms; ${median(gap).toFixed(1)} by the clock; ${times.get(asked)!.toFixed(0)} ms in all`)
      rows.push({
        what: `${asked.what}${refused.has(asked) ? ' (refused, or given up after its time)' : ''}`, cells: { 'longest hold ms': median(work), 'of all rounds ms': Math.max(...work), 'by the clock ms': median(gap), 'answered in ms': times.get(asked)! },
        limit: `≤ ${LIMIT} ms`, met: median(work) <= LIMIT,
      })
    }
  } finally {
    connection.close()
  }
  return rows
}

async function run(context: Context): Promise<Result> {
  const title = 'The longest hold of the event loop while a question is answered'
  const { path, town, books } = await libraryArchive(context, context.scale)
  const all = [...questions(town, books), ...exported(town)]
  const lacking = [...FAMILY.keys()].filter((name) => !all.some(({ kind }) => kind === name))
  if (lacking.length > 0) throw new Error(`no question of the kind ${lacking.join(', ')} is measured`)
  // on Neo4j there is the city alone: the library is the embedded archive's
  return onBoth(context, title, path, (server, store) => (store === 'embedded' ? measured(server, all, ROUNDS, context.say) : measured(server, all.filter(({ kind }) => !LIBRARY.has(kind)), 2, context.say)))
}

/** Asked of works and texts. */
const LIBRARY = new Set(['coauthors', 'citations', 'cocitation', 'coupling', 'concepts', 'definitions', 'passages', 'search'])

const bench: Bench = {
  name: 'loop', title: 'Who else has to wait',
  question: 'Does any kind of question hold the event loop of the service, so that everybody else waits?',
  method: 'The real server in a process of its own, the city with a library of 20,000 chapters in it; every kind of question with heavy parameters, one after another, and the longest answer in each form in which it is taken away. Measured within the service: the most that its main thread worked between two turns of its loop, by the processor’s clock for that thread (what others do on the machine does not count), the median and the greatest of five rounds after one to warm up; and the longest gap by the clock on the wall.',
  run,
}
export default bench
