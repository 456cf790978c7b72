import { join } from 'node:path'
import t from 'tap'
import { reindex } from '../../src/archive/indexing.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { ask } from '../../src/questions/ask.ts'
import { cite } from '../../src/questions/cite.ts'
import type { Asking } from '../../src/questions/context.ts'
import { FAMILY } from '../../src/questions/family.ts'
import { resolve } from '../../src/questions/resolve.ts'
import { search } from '../../src/questions/search.ts'
import { openSqliteSearch } from '../../src/search/sqlite/index.ts'
import { emptyStore, folder, Scribe, vocabulary } from '../fixture.ts'
import { library } from '../generate/index.ts'
import { PLAIN } from '../generate/records.ts'

/** Stores that tell of every read before it begins, and whether it was given a signal that had aborted. */
function watched<T extends object>(store: T, tell: (read: string, isTold: boolean) => void): T {
  return new Proxy(store, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => {
        tell(String(key), args.some((one) => one instanceof AbortSignal && one.aborted))
        return (member as (...given: unknown[]) => unknown).apply(target, args)
      }
    },
  })
}

/** A library with the town around it: something to answer for every kind of question. */
async function archive(t: Parameters<typeof emptyStore>[0]): Promise<{ graph: GraphStore; index: Awaited<ReturnType<typeof openSqliteSearch>>; ids: Record<string, string> }> {
  const graph = await emptyStore(t)
  for (const changeset of library(7, 24, PLAIN)) await graph.commit(changeset)
  const scribe = new Scribe(graph)
  const [a, b, c, other] = ['第一局', '第二局', '第三局', '第四局'].map((name) => scribe.entity('Organization', name)) as [string, string, string, string]
  for (let i = 0; i < 30; i++) {
    const [body, person] = [scribe.entity('Organization', `團體甲${i}`), scribe.entity('Person', `人士乙${i}`)]
    for (const department of [a, b, ...(i % 2 === 0 ? [c] : [])]) scribe.relate('REGISTERED_WITH', body, department)
    scribe.relate('WORKS_FOR', person, body)
    scribe.relate('WORKS_FOR', person, i % 3 === 0 ? a : other)
  }
  await scribe.commit()
  const index = await openSqliteSearch({ path: join(await folder(t), 'search.sqlite') })
  t.teardown(() => index.close())
  await reindex({ graph, search: index })
  const asking: Asking = { graph, vocabulary, viewer: PUBLIC }
  const most = async (types: string, kinds: string[]): Promise<string> => {
    const { rows } = await FAMILY.get('ranking')!.answer(asking, { types: [types], kinds, first: 1 })
    return (rows[0]!.cells['entity'] as { id: string }).id
  }
  return { graph, index, ids: { a, b, c, cited: await most('CITES:in', ['Work']), citing: await most('CITES:out', ['Work']), concept: await most('DEFINES:in', ['Concept']), book: await most('PART_OF:in', ['Work']), author: await most('AUTHORED:out', ['Person']) } }
}

t.test('a question whose asker has gone ends at its next read and asks the store for nothing more', async (t) => {
  const { graph, index, ids } = await archive(t)
  const { a, b, c } = ids as { a: string; b: string; c: string }
  const ring = { name: 'rings', arguments: { center: a, ring: 1 } }
  const given: Record<string, Readonly<Record<string, unknown>>> = {
    connectors: { a, b }, among: { set: [a, b, c] }, paths: { from: a, to: b }, related: { of: a }, common: { of: [a, b] }, ranking: {}, passages: { of: '團體甲1' },
    rings: { center: a, ring: 1 }, interlocks: { of: a, by: ['Organization', 'Person'] }, brokerage: {}, communities: { kinds: ['Organization', 'Person'] },
    overlap: { one: JSON.stringify(ring), other: JSON.stringify({ ...ring, arguments: { center: b, ring: 1 } }) },
    compare: { question: 'related', arguments: JSON.stringify({ of: a }), at: '1990', to: '2010' }, timeline: { of: a },
    coauthors: {}, citations: { of: ids['citing'] }, cocitation: { of: ids['cited'] }, coupling: { of: ids['citing'] }, concepts: { in: ids['book'] }, definitions: { of: ids['concept'] },
    counts: { by: 'department', and: 'district' },
  }
  t.same([...FAMILY.keys()].filter((name) => given[name] === undefined), [], 'every kind of question is tried')
  const shown = await FAMILY.get('related')!.answer({ graph, vocabulary, viewer: PUBLIC }, { of: a })
  const works: Record<string, (asking: Asking) => Promise<unknown>> = {
    ...Object.fromEntries([...FAMILY.values()].map((one) => [one.name, (asking: Asking) => one.answer(asking, given[one.name]!)])),
    ask: (asking) => ask(asking, '哪些組織連結第一局與第二局？'),
    resolve: (asking) => resolve(asking, '團體甲'),
    search: (asking) => search(asking, { text: '團體' }),
    'an answer made citable': (asking) => cite(asking, shown, ''),
  }

  let reads: { read: string; isTold: boolean }[] = []
  let begun = (_: number): void => {}
  const tell = (read: string, isTold: boolean): void => {
    reads.push({ read, isTold })
    begun(reads.length)
  }
  const stores = { graph: watched(graph, tell), search: watched(index, tell) }
  /** @param nth aborts when this read begins; 0: before any */
  const run = async (work: (asking: Asking) => Promise<unknown>, nth: number): Promise<{ outcome: unknown; after: string[]; count: number }> => {
    reads = []
    const controller = new AbortController()
    const reason = new DOMException('more than that', 'TimeoutError')
    begun = (count) => { if (count === nth) controller.abort(reason) }
    if (nth === 0) controller.abort(reason)
    const outcome = await work({ ...stores, vocabulary, viewer: PUBLIC, signal: controller.signal }).then(() => 'answered', (error: unknown) => (error === reason ? 'ended' : error))
    return { outcome, after: reads.slice(Math.max(0, nth)).filter(({ isTold }) => !isTold).map(({ read }) => read), count: reads.length }
  }

  for (const [name, work] of Object.entries(works)) {
    await t.test(name, async (t) => {
      // what is kept for all who ask (names, the graph in memory) is made with the first
      await run(work, -1)
      const whole = await run(work, -1)
      t.equal(whole.outcome, 'answered')
      t.ok(whole.count > 0)
      t.equal((await run(work, 0)).outcome, 'ended', 'one who had gone before')
      for (let nth = 1; nth <= whole.count; nth++) {
        const { outcome, after, count } = await run(work, nth)
        // who goes with the last read may be answered
        if (outcome !== 'ended' && !(outcome === 'answered' && count === whole.count && after.length === 0)) t.fail(`gone with read ${nth} of ${whole.count}: ${String(outcome)}`)
        if (after.length > 0) t.same(after, [], `gone with read ${nth} of ${whole.count}`)
      }
    })
  }
})
