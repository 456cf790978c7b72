import { join } from 'node:path'
import { MAINTENANCE } from '../src/archive/access/maintenance.ts'
import { revertChangeset } from '../src/archive/history/revert.ts'
import { mergePreview, unmergePreview } from '../src/archive/merge/preview.ts'
import type { GraphStore } from '../src/graph/port.ts'
import { EVERYONE, WHOLE } from '../src/model/audience.ts'
import type { Operation } from '../src/model/changeset.ts'
import { newId, type Id } from '../src/model/ids.ts'
import { wipe } from '../test/graph/neo4j/wipe.ts'
import { median, type Bench, type Context, type Result, type Row } from './bench.ts'
import { withinBoth } from './both.ts'
import { held } from './held.ts'

// Question: how long does it take to make two hubs one, and to part them again? Method: two organizations with 10,000
// relations each, every relation with a piece of evidence; one is merged into the other as a person would, and the
// changeset undone; five times over, in one run. Reads after each say that the survivor has the relations of both.

const SIZES = { sqlite: 10_000, neo4j: 10_000 } as const
const LIMIT = 0.5
const TIMES = 5
/** Relations and their evidence of one changeset. */
const AT_ONCE = 3_000

async function hubs(store: GraphStore, relations: number): Promise<[Id, Id]> {
  const put = (record: object): Operation => ({ op: 'put', base: null, record: { state: 'published', audience: EVERYONE, ...record } as never })
  const commit = (operations: readonly Operation[]): Promise<unknown> => store.commit({ id: newId(), actor: 'bench', reason: '量測', origin: 'cli', operations })
  const [one, other, work] = [newId(), newId(), newId()]
  const entity = (id: Id, kind: string, name: string): Operation => put({ id, type: 'entity', kind, names: [{ text: name }] })
  await commit([entity(one, 'Organization', '甲總會'), entity(other, 'Organization', '乙總會'), entity(work, 'Work', '名冊')])
  for (const hub of [one, other]) {
    for (let from = 0; from < relations; from += AT_ONCE) {
      await commit(Array.from({ length: Math.min(AT_ONCE, relations - from) }, (_, i) => {
        const [body, link] = [newId(), newId()]
        return [
          entity(body, 'Organization', `${hub === one ? '甲' : '乙'}${from + i}會`), put({ id: link, type: 'relation', relation: 'MEMBER_OF', from: body, to: hub }),
          put({ id: newId(), type: 'evidence', relation: link, source: work, locator: { row: from + i }, method: 'register' }),
        ]
      }).flat())
    }
  }
  return [one, other]
}

async function mergedBy(context: Context, store: GraphStore): Promise<Row[]> {
  const relations = Math.round(SIZES[store.name] * context.scale)
  context.say(`  ${store.name}: two hubs of ${relations} relations`)
  const [one, other] = await hubs(store, relations)
  const [merges, undone, works, previews, previewed]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []]
  const timed = async (into: number[], what: () => Promise<unknown>): Promise<void> => {
    const { work, value } = await held(async () => {
      const start = performance.now()
      await what()
      return (performance.now() - start) / 1000
    })
    ;(into === previews ? previewed : works).push(work)
    into.push(value)
  }
  const countOf = async (): Promise<number> => {
    let count = 0
    for (let after: string | undefined; ;) {
      const page = await store.relations(other, { evidence: false }, WHOLE, { first: 5_000, ...(after === undefined ? {} : { after }) })
      count += page.items.length
      if (!page.hasNextPage) return count
      after = page.endCursor
    }
  }
  for (let turn = 0; turn < TIMES; turn++) {
    const id = newId()
    const base = (await store.heads([one], WHOLE)).get(one)!.version
    await timed(previews, () => mergePreview({ graph: store }, MAINTENANCE, one, other))
    await timed(merges, () => store.commit({ id, actor: 'bench', reason: '合併', origin: 'cli', operations: [{ op: 'merge', id: one, into: other, base }] }))
    if (await countOf() !== 2 * relations) throw new Error('the survivor has not the relations of both')
    await timed(previews, () => unmergePreview({ graph: store }, MAINTENANCE, one))
    await timed(undone, () => revertChangeset(store, id))
    if (await countOf() !== relations) throw new Error('what was merged did not come apart')
  }
  const limited = (seconds: number): Pick<Row, 'limit' | 'met'> => (store.name === 'sqlite' ? { limit: `≤ ${LIMIT} s`, met: seconds <= LIMIT } : {})
  return ([['merged', merges, works], ['undone', undone, works], ['previewed', previews, previewed]] as const).map(([what, seconds, turns]) => ({
    what: `${store.name}, ${what}`, cells: { 'relations of each': relations, 'median s': median(seconds), 'worst s': Math.max(...seconds), 'longest turn of the loop ms': Math.max(...turns) }, ...limited(median(seconds)),
  }))
}

const run = (context: Context): Promise<Result> =>
  withinBoth(context, 'Two hubs become one, and two again', join(context.cache, 'merge.sqlite'), (store) => mergedBy(context, store), ({ uri, database }) => wipe(uri, database))

const bench: Bench = {
  name: 'merge', title: 'Merging',
  question: 'How long does it take to make two hubs one, and to part them again?',
  method: 'Two organizations with 10,000 relations each, every relation with a piece of evidence. One is merged into the other and the changeset undone, five times in one run; after each the survivor’s relations are counted.',
  run,
}
export default bench
