import { z } from 'zod'
import { abandonable } from '../graph/abandonable.ts'
import type { RelationView } from '../graph/port.ts'
import { badInput } from '../model/errors.ts'
import { isId, type Id } from '../model/ids.ts'
import { locatorText } from '../model/locator.ts'
import { fold, nameKey } from '../model/names.ts'
import { grouped } from '../model/numbers.ts'
import type { FoundPassage, Hit } from '../search/port.ts'
import type { Answer, AnswerRow, CitedPassage } from '../graph/answer.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import { loadGrammar } from './ask/load.ts'
import type { Asking } from './context.ts'
import { kind } from './kind.ts'
import { pageOf } from './entity.ts'
import { worksOf } from './literature/works.ts'
import { putOf } from './put.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { together } from './together.ts'
import { walkOf } from './walk.ts'

const SHAPE = {
  of: shapes.name,
  in: shapes.name.nullish().describe('只看這本書、或這個人寫的 (only in this work, or in what this person wrote)'),
  where: z.boolean().nullish().describe('凡是談到的都算，不只說明它是什麼的 (wherever it is spoken of, not only what says what it is)'),
  first: shapes.first,
} as const

const [HITS, MOST_OF_ONE, LONGEST] = [50, 5, 300]
/** What says or proposes what a thing is, before what is about it. */
const SAYING = ['DEFINES', 'PROPOSES', 'ABOUT']
/** What says only that it is spoken of. */
const NAMING = ['MENTIONS']

/** What is said of what a thing is, with its place: exactly as docs/questions.md. */
export const passagesKind = kind({
  name: 'passages',
  summary: { 'zh-Hant': '什麼是 X？', en: 'What is X? The passages that say so' },
  shape: SHAPE,
  words: ['of'],
  search: true,
  answer: async (asking, given: z.infer<z.ZodObject<typeof SHAPE>>): Promise<Answer> => {
    const first = whole('first', given.first, 10, 1, MOST_ROWS)
    const { of, id } = await wordsOf(asking, given.of.trim())
    const [where, book] = [given.where === true, given.in == null || given.in === '' ? undefined : await entityNamed(asking, given.in, 'in')]
    const isIn = book === undefined ? () => true : inWorks(await worksOf(asking, await walkOf(asking, {}, SAYING), book, 'in'))
    const [stated, written] = [await statedOf(asking, of, where ? [...SAYING, ...NAMING] : SAYING), await writtenOf(asking, of)]
    const all = [...stated.map(relationRow(asking)), ...(where ? written : definitionsFirst(written)).map(passageRow)].filter(isIn)
    const within = book === undefined ? '' : `在「${book.name}」裡，`
    return {
      put: putOf('passages', given, { of: id ?? of, ...(book && { in: book.id }) }),
      title: where ? `${within}哪裡談到「${of}」？` : `${within}什麼是「${of}」？`,
      text: all.length === 0 ? `${within}沒有找到${where ? '談到' : '說明'}「${of}」的文字。` : `${within}有 ${grouped(all.length)} 處談到「${of}」${where ? '' : '是什麼'}。`,
      columns: [
        { key: 'work', label: { 'zh-Hant': '出處', en: 'source' } },
        { key: 'passage', label: { 'zh-Hant': '文字', en: 'passage' } },
        { key: 'locator', label: { 'zh-Hant': '位置', en: 'where' } },
      ],
      rows: all.slice(0, first),
      total: all.length, hasNextPage: all.length > first,
      notes: asking.search === undefined ? ['沒有全文索引，只看了關係。'] : [],
    }
  },
})

/** The words to look for; of an id its name. */
async function wordsOf(asking: Asking, given: string): Promise<{ of: string; id?: string }> {
  if (isId(given)) {
    const { id, name } = await entityNamed(asking, given, 'of')
    return { of: name, id }
  }
  if (nameKey(given) === '') throw badInput('of', `「${given}」 has no letter or character to look for`)
  return { of: given }
}

/** Relations that say of an entity of this name what it is. */
async function statedOf(asking: Asking, of: string, types: readonly string[]): Promise<RelationView[]> {
  asking.signal?.throwIfAborted()
  const { items } = await asking.graph.find({ keys: [nameKey(of)] }, asking.viewer, pageOf({ first: MOST_OF_ONE }))
  const found = await together(asking, items, ({ id }) => asking.graph.relations(id, { types, direction: 'in' }, asking.viewer, { first: MOST_ROWS }))
  return found.flatMap((page) => page.items).sort((x, y) => types.indexOf(x.type) - types.indexOf(y.type) || (x.id < y.id ? -1 : 1))
}

const relationRow = ({ vocabulary }: Asking) => (relation: RelationView): AnswerRow => {
  const [evidence] = relation.evidence
  const about = relation.qualifiers['about']
  const said = typeof about === 'string' ? about : evidence?.quote ?? ''
  return {
    cells: { work: evidence?.source ?? relation.from, passage: `${relation.from.name}${vocabulary.relations.get(relation.type)?.forward['zh-Hant'] ?? relation.type}${relation.to.name}${said === '' ? '' : `：${said}`}`, locator: evidence === undefined ? '' : locatorText(evidence.locator) },
    relations: [relation],
  }
}

interface Written extends CitedPassage { readonly defines: boolean }

/** Rows that rest on one of these works: what is said by it, in it, or quoted from it. */
const inWorks = (works: readonly Id[]): ((row: AnswerRow) => boolean) => {
  const all = new Set<string>(works)
  return ({ relations = [], passages = [] }) => relations.some(({ from, evidence }) => all.has(from.id) || evidence.some(({ source }) => all.has(source.id))) || passages.some(({ work }) => all.has(work.id))
}

const definitionsFirst = (all: readonly Written[]): readonly Written[] => [...all.filter(({ defines }) => defines), ...all.filter(({ defines }) => !defines)]

/** Passages of works and entries in which the words stand, in the order of the search. */
async function writtenOf(asking: Asking, of: string): Promise<Written[]> {
  const { search, signal, viewer } = asking
  if (search === undefined) return []
  const { hits } = await abandonable(() => search.search({ text: `「${of.replace(/[「」]/g, '')}」`, kinds: ['Work', 'Entry'], first: HITS, passages: MOST_OF_ONE }, viewer), signal)
  const defining = definingOf(asking, of)
  return hits.flatMap((hit) => hit.passages.flatMap((passage) => shownOf(hit, passage, of, defining)))
}

function definingOf(asking: Asking, of: string): RegExp {
  const word = fold(of).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(loadGrammar(asking.vocabulary).defining.map((pattern) => pattern.replaceAll('X', () => `[「『《〈"“]?${word}[」』》〉"”]?`)).join('|'), 'iu')
}

/** What is not the words of a text (an entity's own document) is no passage. */
function shownOf({ entity }: Hit, { document, text, locator }: FoundPassage, of: string, defining: RegExp): Written[] {
  if (!document.includes(':')) return []
  const key = fold(of)
  const sentences = text.split(/(?<=[。！？!?])/u)
  const at = [(sentence: string) => defining.test(fold(sentence)), (sentence: string) => fold(sentence).includes(key)].map((holds) => sentences.findIndex(holds)).find((place) => place >= 0)
  if (at === undefined) return []
  let [from, to] = [at, at + 1]
  const length = (): number => sentences.slice(from, to).join('').length
  while (to < sentences.length && length() + sentences[to]!.length <= LONGEST) to++
  while (from > 0 && length() + sentences[from - 1]!.length <= LONGEST) from--
  return [{ work: entity, ...(locator === undefined ? {} : { locator }), text: sentences.slice(from, to).join('').trim(), defines: defining.test(fold(sentences[at]!)) }]
}

const passageRow = ({ work, locator, text }: Written): AnswerRow => ({
  cells: { work, passage: text, locator: locator === undefined ? '' : locatorText(locator) },
  passages: [{ work, ...(locator === undefined ? {} : { locator }), text }],
})
