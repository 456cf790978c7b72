import { z } from 'zod'
import { Turns } from '../graph/turns.ts'
import type { Id } from '../model/ids.ts'
import type { Answer, AnswerRow } from '../graph/answer.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import { kind } from './kind.ts'
import { COLUMNS, column } from './literature/columns.ts'
import { FILTER } from './literature/filter.ts'
import { pagesOf, placesOf } from './literature/places.ts'
import { relationsOfTies, type Tie } from './literature/ties.ts'
import { networkAround, worksOf } from './literature/works.ts'
import { ofOneMoment } from './moment.ts'
import { putOf } from './put.ts'
import { pagingOf, rankedPage, type Rank } from './ranked.ts'
import { refLookup } from './refs.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { walkOf } from './walk.ts'

const TYPES = ['MENTIONS', 'ABOUT', 'DEFINES', 'PROPOSES']

const SHAPE = {
  in: shapes.name,
  relations: z.array(z.string()).nullish().describe('著作與概念的關係；不給就是提及、主題、定義、提出 (default MENTIONS, ABOUT, DEFINES, PROPOSES)'),
  ...FILTER, first: shapes.first, after: shapes.after,
}

interface Entry {
  readonly concept: Id
  readonly work: Id
  readonly rank: Rank
}

interface Entries {
  readonly entries: Iterable<Entry>
  readonly concepts: number
  /** Works that have any. */
  readonly places: number
}

/** Which concepts in which chapters: exactly as docs/questions.md. */
export const conceptsKind = kind({
  name: 'concepts',
  summary: { 'zh-Hant': '書裡哪些章談哪些概念？', en: 'Which concepts are in which chapters of a work?' },
  shape: SHAPE,
  words: ['in'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 50, 1, MOST_ROWS)
    const walk = await walkOf(asking, given, TYPES)
    const within = await entityNamed(asking, given.in, 'in')
    return ofOneMoment(asking, async () => {
      const works = await worksOf(asking, walk, within, 'in')
      const { entries, concepts, places } = await entriesOf(works)
      const page = await rankedPage(entries, { first, after: given.after }, asking.signal)
      const tieOf = ({ work, concept }: Entry): Tie => [work, concept]
      const relationsOf = await relationsOfTies(asking, walk, walk.types, page.rows.map(tieOf))
      const ref = await refLookup(asking, page.rows.flatMap(({ concept, work }) => [concept, work]))
      return {
        put: putOf('concepts', given, { in: within.id }),
        title: `「${within.name}」的哪些章談哪些概念？`,
        text: page.total === 0 ? `「${within.name}」沒有找到概念。` : `「${within.name}」有 ${concepts} 個概念，散見 ${places} 處（全書或各章）。`,
        columns: [column('concept', '概念', 'concept'), column('chapter', '章', 'chapter'), column('how', '關係', 'relation'), COLUMNS.places, COLUMNS.pages],
        rows: page.rows.map((row): AnswerRow => {
          const relations = relationsOf(tieOf(row))
          const how = [...new Set(relations.map(({ type }) => asking.vocabulary.relations.get(type)!.forward['zh-Hant']))].join('、')
          return { cells: { concept: ref(row.concept)[0] ?? null, chapter: ref(row.work)[0] ?? null, how, places: placesOf(relations), pages: pagesOf(relations) }, relations }
        }),
        searched: await searched(asking, walk), ...pagingOf(page),
        notes: page.total === 0 && !walk.includeProposed ? ['從文件讀出的概念先是待審的：要看這些，請加 includeProposed。'] : [],
      }

      async function entriesOf(all: readonly Id[]): Promise<Entries> {
        if (all.length === 0) return { entries: [], concepts: 0, places: 0 }
        const network = await networkAround(asking, walk, walk.types, all, 1)
        const [found, times, turns]: [Omit<Entry, 'rank'>[], Map<Id, number>, Turns] = [[], new Map<Id, number>(), new Turns(asking.signal)]
        let places = 0
        for (const work of all) {
          const before = found.length
          const place = network.place(work)
          for (const end of place === undefined ? [] : network.out(place)) {
            if (network.kind(end) !== 'Concept') continue
            const concept = network.id(end)
            found.push({ concept, work })
            times.set(concept, (times.get(concept) ?? 0) + 1)
          }
          if (found.length > before) places++
          await turns.next()
        }
        const entries = found.values().map(({ concept, work }): Entry => ({ concept, work, rank: [-times.get(concept)!, concept, work] }))
        return { entries, concepts: times.size, places }
      }
    })
  },
})
