import { z } from 'zod'
import { inTurns, Turns } from '../graph/turns.ts'
import type { Id } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import type { Answer, AnswerRow } from '../graph/answer.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import { kind } from './kind.ts'
import { COLUMNS, column } from './literature/columns.ts'
import { FILTER } from './literature/filter.ts'
import { pagesOf, placesOf } from './literature/places.ts'
import { authorsOf, relationsOfTies, SHOWN, type Tie } from './literature/ties.ts'
import { networkAround, worksOf } from './literature/works.ts'
import { ofOneMoment } from './moment.ts'
import { putOf } from './put.ts'
import { pagingOf, rankedPage, type Rank } from './ranked.ts'
import { refLookup } from './refs.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { walkOf } from './walk.ts'

const TYPES = ['CITES']

const SHAPE = {
  of: shapes.name,
  direction: z.enum(['cites', 'citedBy']).nullish().describe('cites 引用了什麼（預設）；citedBy 被誰引用 (what it cites, or what cites it)'),
  ...FILTER, first: shapes.first, after: shapes.after,
}

interface Cited {
  readonly work: Id
  /** Those of W(of) at the other end. */
  readonly own: readonly Id[]
  readonly rank: Rank
}

/** What a work or an author cites, or what cites them: exactly as docs/questions.md. */
export const citationsKind = kind({
  name: 'citations',
  summary: { 'zh-Hant': 'A 引用了什麼？誰引用 A？', en: 'What does A cite? Who cites A?' },
  shape: SHAPE,
  words: ['of'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const walk = await walkOf(asking, given, TYPES)
    const of = await entityNamed(asking, given.of, 'of')
    const isBack = given.direction === 'citedBy'
    const tieOf = (own: Id, work: Id): Tie => (isBack ? [work, own] : [own, work])
    return ofOneMoment(asking, async () => {
      const works = await worksOf(asking, walk, of, 'of')
      const page = await rankedPage(await cited(), { first, after: given.after }, asking.signal)
      const ties = ({ work, own }: Cited): Tie[] => own.slice(0, SHOWN).map((one) => tieOf(one, work))
      const relationsOf = await relationsOfTies(asking, walk, TYPES, page.rows.flatMap(ties))
      const authors = await authorsOf(asking, walk, page.rows.map(({ work }) => work))
      const ref = await refLookup(asking, page.rows.flatMap(({ work, own }) => [work, ...own.slice(0, SHOWN)]))
      const rows = await inTurns(page.rows, (row): AnswerRow => {
        const [relations, by] = [ties(row).flatMap(relationsOf), authors(row.work)]
        return {
          cells: { work: ref(row.work)[0] ?? null, authors: by.authors, own: row.own.slice(0, SHOWN).flatMap(ref), places: placesOf(relations), pages: pagesOf(relations) },
          relations: [...relations, ...by.relations],
        }
      }, asking.signal)
      return {
        put: putOf('citations', given, { of: of.id }),
        title: isBack ? `誰引用「${of.name}」？` : `「${of.name}」引用了什麼？`,
        text: page.total === 0 ? `沒有找到${isBack ? `引用「${of.name}」的著作` : `「${of.name}」引用的著作`}。` : isBack ? `引用「${of.name}」的著作有 ${grouped(page.total)} 種。` : `「${of.name}」引用的著作有 ${grouped(page.total)} 種。`,
        columns: [COLUMNS.work, COLUMNS.authors, isBack ? column('own', '引用其', 'cites of it') : column('own', '見於', 'cited in'), COLUMNS.places, COLUMNS.pages],
        rows, searched: await searched(asking, walk), ...pagingOf(page),
        notes: page.rows.some(({ own }) => own.length > SHOWN) ? [`超過 ${SHOWN} 種的，列出前 ${SHOWN} 種。`] : [],
      }

      async function cited(): Promise<Iterable<Cited>> {
        if (works.length === 0) return []
        const turns = new Turns(asking.signal)
        const network = await networkAround(asking, walk, TYPES, works, 1)
        const found = new Map<Id, Id[]>()
        for (const own of works) {
          const place = network.place(own)
          if (place === undefined) continue
          for (const end of isBack ? network.in(place) : network.out(place)) {
            const work = network.id(end)
            const owns = found.get(work)
            if (owns === undefined) found.set(work, [own])
            else owns.push(own)
          }
          await turns.next()
        }
        return found.entries().map(([work, own]) => ({ work, own, rank: [-own.length, work] }))
      }
    })
  },
})
