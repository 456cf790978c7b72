import { z } from 'zod'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import type { Answer, AnswerRow } from '../graph/answer.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import { kind } from './kind.ts'
import { COLUMNS, column } from './literature/columns.ts'
import { FILTER } from './literature/filter.ts'
import { pagesOf, wordsOf } from './literature/places.ts'
import { authorsOf, relationsOfTies, type Tie } from './literature/ties.ts'
import { networkAround, WORKS } from './literature/works.ts'
import { ofOneMoment } from './moment.ts'
import { putOf } from './put.ts'
import { pagingOf, rankedPage } from './ranked.ts'
import { refLookup } from './refs.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { walkOf } from './walk.ts'

const TYPES = ['DEFINES']

const SHAPE = {
  of: shapes.name,
  relations: z.array(z.string()).nullish().describe('不給就是定義 (default DEFINES)'),
  ...FILTER, first: shapes.first, after: shapes.after,
}

/** One concept's definitions side by side: exactly as docs/questions.md. */
export const definitionsKind = kind({
  name: 'definitions',
  summary: { 'zh-Hant': '各家怎麼定義某個概念？', en: 'How do different authors define a concept?' },
  shape: SHAPE,
  words: ['of'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const walk = await walkOf(asking, given, TYPES)
    const of = await entityNamed(asking, given.of, 'of')
    if (of.kind !== 'Concept') throw badInput('of', `「${of.name}」不是概念 (is no concept)`)
    return ofOneMoment(asking, async () => {
      const network = await networkAround(asking, walk, walk.types, [of.id], 1)
      const place = network.place(of.id)
      const definers = place === undefined ? [] : network.in(place)
      const page = await rankedPage(definers.map((node) => ({ id: network.id(node), rank: [network.id(node)] })), { first, after: given.after }, asking.signal)
      const tieOf = (id: Id): Tie => [id, of.id]
      const relationsOf = await relationsOfTies(asking, walk, walk.types, page.rows.map(({ id }) => tieOf(id)))
      const works = page.rows.flatMap(({ id }) => (WORKS.includes(network.kind(network.place(id)!)) ? id : []))
      const authors = await authorsOf(asking, walk, works)
      const ref = await refLookup(asking, page.rows.map(({ id }) => id))
      return {
        put: putOf('definitions', given, { of: of.id }),
        title: `各家怎麼定義「${of.name}」？`,
        text: page.total === 0 ? `沒有找到「${of.name}」的定義。` : `「${of.name}」的定義有 ${grouped(page.total)} 家，並列如下。`,
        columns: [column('by', '誰', 'by'), COLUMNS.authors, column('definition', '定義', 'definition'), column('sources', '見於', 'found in'), COLUMNS.pages],
        rows: page.rows.map(({ id }): AnswerRow => {
          const [relations, by] = [relationsOf(tieOf(id)), authors(id)]
          const said = relations.flatMap(({ qualifiers: { about } }) => (typeof about === 'string' ? about : []))
          return {
            cells: {
              by: ref(id)[0] ?? null, authors: by.authors, definition: said.length > 0 ? said.join('；') : wordsOf(relations),
              sources: [...new Map(relations.flatMap(({ evidence }) => evidence.map(({ source }) => [source.id, source] as const))).values()], pages: pagesOf(relations),
            },
            relations: [...relations, ...by.relations],
          }
        }),
        searched: await searched(asking, walk), ...pagingOf(page),
        notes: page.total === 0 && !walk.includeProposed ? ['從文件讀出的定義先是待審的：要看這些，請加 includeProposed。'] : [],
      }
    })
  },
})
