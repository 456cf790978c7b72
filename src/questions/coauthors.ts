import { z } from 'zod'
import type { EntityRef, WalkFilter } from '../graph/port.ts'
import { inTurns, Turns } from '../graph/turns.ts'
import { ArchiveError, badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import type { Kind } from '../model/records.ts'
import type { Answer, AnswerRow } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import type { Asking } from './context.ts'
import { kind } from './kind.ts'
import { COLUMNS, column } from './literature/columns.ts'
import { FILTER, MOST_RELATIONS } from './literature/filter.ts'
import { relationsOfTies, SHOWN, type Tie } from './literature/ties.ts'
import { MAKERS, networkAround, WORKS } from './literature/works.ts'
import { ofOneMoment } from './moment.ts'
import { Directed } from './directed.ts'
import { putOf } from './put.ts'
import { pagingOf, rankedPage, type Rank } from './ranked.ts'
import { refLookup } from './refs.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { walkOf } from './walk.ts'

const PARTS = ['AUTHORED', 'EDITED']
/** Pairs of people counted for one answer. */
const MOST_PAIRS = 1_000_000

const SHAPE = {
  of: shapes.name.nullish().describe('誰；不給就是所有的人 (whose; default: everybody)'),
  relations: z.array(z.string()).nullish().describe('怎樣算參與；不給就是撰寫與主編 (what counts as a part; default AUTHORED, EDITED)'),
  kinds: shapes.kinds, ...FILTER, first: shapes.first, after: shapes.after,
}

/** Places in the network. */
interface Together {
  readonly one: number
  readonly other: number
  readonly count: number
  readonly rank: Rank
}

/** Who writes with whom: exactly as docs/questions.md. */
export const coauthorsKind = kind({
  name: 'coauthors',
  summary: { 'zh-Hant': 'A 跟誰合著？誰常跟誰合著？', en: 'Who writes with A? Who writes with whom?' },
  shape: SHAPE,
  words: ['of'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const kinds = kindsOf(given.kinds, MAKERS)
    const walk = await walkOf(asking, given, PARTS)
    const of = given.of == null ? undefined : await entityNamed(asking, given.of, 'of')
    if (of !== undefined && !MAKERS.includes(of.kind)) throw badInput('of', `「${of.name}」不是人或組織 (is neither a person nor a body)`)
    return ofOneMoment(asking, async () => {
      const network = of === undefined
        ? await Directed.of(await asking.graph.project({ ...walk, most: MOST_RELATIONS }, asking.viewer, asking.signal), asking.signal)
        : await networkAround(asking, walk, walk.types, [of.id], 2)
      const page = await rankedPage(await together(network, kinds, of, asking.signal), { first, after: given.after }, asking.signal)
      const { rows, isCut } = await rowsOf(asking, walk, network, page.rows, of)
      return {
        put: putOf('coauthors', given, of && { of: of.id }),
        title: of === undefined ? '誰常跟誰合著？' : `「${of.name}」跟誰合著？`,
        text: of === undefined ? (page.total === 0 ? '沒有找到合著的人。' : `合著的共 ${grouped(page.total)} 對，次數多的在前。`) : page.total === 0 ? `沒有找到跟「${of.name}」合著的人。` : `跟「${of.name}」合著的有 ${grouped(page.total)} 個。`,
        columns: [...(of === undefined ? [column('one', '其一', 'one'), column('other', '其二', 'other')] : [column('coauthor', '合著者', 'co-author')]), column('number', '著作數', 'works together'), COLUMNS.works],
        rows, searched: await searched(asking, walk), ...pagingOf(page),
        notes: isCut ? [`合著超過 ${SHOWN} 部的，列出前 ${SHOWN} 部。`] : [],
      }
    })
  },
})

/** Pairs that have a part in one work. @throws TOO_EXPENSIVE */
async function together(network: Directed, kinds: readonly Kind[], of: EntityRef | undefined, signal: AbortSignal | undefined): Promise<Iterable<Together>> {
  const turns = new Turns(signal)
  const counts = new Map<number, number>()
  const self = of === undefined ? undefined : network.place(of.id)
  if (of !== undefined && self === undefined) return []
  const works = self === undefined ? Array.from({ length: network.size }, (_, node) => node) : network.out(self)
  let counted = 0
  for (const work of works) {
    if (!WORKS.includes(network.kind(work))) continue
    const makers = network.in(work).filter((maker) => kinds.includes(network.kind(maker)) && maker !== self)
    const pairs = self === undefined ? pairsOf(makers) : makers.map((maker): [number, number] => [self, maker])
    for (const [one, other] of pairs) {
      const key = one * network.size + other
      counts.set(key, (counts.get(key) ?? 0) + 1)
      if (counts.size > MOST_PAIRS) throw new ArchiveError('TOO_EXPENSIVE', `合著的超過 ${MOST_PAIRS} 對，請指定一個人 (more pairs than this; give one person with of)`)
      if (++counted % 500 === 0) await turns.next()
    }
    if (++counted % 500 === 0) await turns.next()
  }
  return ranked(counts, network, of)
}

function* pairsOf(makers: readonly number[]): Generator<[number, number]> {
  for (const [i, one] of makers.entries()) for (let j = i + 1; j < makers.length; j++) yield [one, makers[j]!]
}

function* ranked(counts: ReadonlyMap<number, number>, network: Directed, of: EntityRef | undefined): Generator<Together> {
  for (const [key, count] of counts) {
    const [one, other] = [Math.floor(key / network.size), key % network.size]
    yield { one, other, count, rank: [-count, ...(of === undefined ? [network.id(one)] : []), network.id(other)] }
  }
}

async function rowsOf(asking: Asking, walk: WalkFilter, network: Directed, page: readonly Together[], of: EntityRef | undefined): Promise<{ rows: AnswerRow[]; isCut: boolean }> {
  const [shared, turns]: [Id[][], Turns] = [[], new Turns(asking.signal)]
  for (const { one, other } of page) {
    const others = new Set(network.out(other))
    shared.push(network.out(one).filter((work) => others.has(work) && WORKS.includes(network.kind(work))).slice(0, SHOWN).map((work) => network.id(work)))
    await turns.next()
  }
  const tiesOf = ({ one, other }: Together, i: number): Tie[] => shared[i]!.flatMap((work): Tie[] => [[network.id(one), work], [network.id(other), work]])
  const relationsOf = await relationsOfTies(asking, walk, walk.types, page.flatMap(tiesOf))
  const ref = await refLookup(asking, [...page.flatMap(({ one, other }) => [network.id(one), network.id(other)]), ...shared.flat()])
  const rows = await inTurns(page, (row, i): AnswerRow => ({
    cells: {
      ...(of === undefined ? { one: ref(network.id(row.one))[0] ?? null, other: ref(network.id(row.other))[0] ?? null } : { coauthor: ref(network.id(row.other))[0] ?? null }),
      number: row.count, works: shared[i]!.flatMap(ref),
    },
    relations: tiesOf(row, i).flatMap(relationsOf),
  }), asking.signal)
  return { rows, isCut: page.some(({ count }) => count > SHOWN) }
}
