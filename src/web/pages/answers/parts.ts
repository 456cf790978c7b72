import { z } from 'zod'
import type { Labels } from '../../../model/vocabulary.ts'
import { DIMENSIONS } from '../../../questions/counting/dimensions.ts'
import type { QuestionKind } from '../../../questions/kind.ts'
import { name as NAME } from '../../../questions/shapes.ts'

/** How a part of a question is asked for on a page. */
export type PartSort = 'name' | 'names' | 'text' | 'texts' | 'date' | 'number' | 'boolean' | 'kinds' | 'type' | 'types' | 'ways' | 'options' | 'boxes' | 'hidden'

/** One argument of a kind of question. */
export interface Part {
  readonly field: string
  readonly sort: PartSort
  readonly label: Labels
  readonly hint?: Labels
  readonly required: boolean
  /** options and boxes: what there is to choose. */
  readonly options?: readonly (Labels & { readonly value: string })[]
  /** Asked for at first sight; the others are a tap away. */
  readonly isMain: boolean
}

const said = (zhHant: string, en: string): Labels => ({ 'zh-Hant': zhHant, en })

/** What an argument is called to people; by kind where it is something else there. */
const LABELS: Readonly<Record<string, Labels>> = {
  a: said('一邊', 'One'), b: said('另一邊', 'The other'), from: said('從', 'From'), to: said('到', 'To'), of: said('誰或什麼', 'Of'), with: said('與誰', 'With'), set: said('哪幾個', 'These'),
  around: said('誰的周圍', 'Around'), center: said('以誰為中心', 'Around'), in: said('哪一本書', 'In which work'), through: said('一定要經由', 'Through'), avoid: said('不經由', 'Not through'),
  one: said('第一組', 'One set'), other: said('第二組', 'The other set'), except: said('不列出', 'Without'), named: said('名稱結尾是', 'Names ending in'), notNamed: said('名稱結尾不是', 'Names not ending in'),
  name: said('名稱裡有', 'With in the name'), district: said('在哪個縣市或行政區', 'In which city or district'), founded: said('什麼時候成立', 'Founded'), kinds: said('哪幾種', 'Kinds'), relations: said('哪些關係', 'Relations'), types: said('哪些關係', 'Relations'), type: said('哪一種關係', 'Relation'),
  orElse: said('沒有的話，改看', 'Else'), direction: said('方向', 'Direction'), role: said('哪一類關係', 'Sort of relation'), by: said('依什麼', 'By'), and: said('再依什麼', 'And by'),
  maxHops: said('最多幾步', 'At most so many steps'), hops: said('周圍幾步', 'Steps around'), routes: said('每個最多幾條路', 'Ways of each'), rings: said('幾圈', 'Rings'), ring: said('列出第幾圈', 'List this ring'), first: said('一頁幾列', 'Rows a page'),
  asOf: said('什麼時候', 'When'), at: said('第一個時間', 'First date'), includeProposed: said('待審的也看', 'Also what is only proposed'), includeDeprecated: said('已不採用的也看', 'Also what is deprecated'),
  onlySources: said('只看這些來源說的', 'Only what these sources say'), withoutSources: said('不看這些來源說的', 'Without what only these sources say'), question: said('問題', 'Question'), arguments: said('內容', 'Arguments'),
}
const LABELS_OF: Readonly<Record<string, Readonly<Record<string, Labels>>>> = {
  compare: { to: said('第二個時間', 'Second date') },
  passages: { of: said('哪個詞', 'Which words'), where: said('凡是談到的地方都列出', 'Wherever it is spoken of') }, definitions: { of: said('哪個概念', 'Concept') },
  timeline: { of: said('誰的', 'Of'), type: said('哪一種關係', 'Relation') },
  counts: { of: said('跟誰有關係', 'Related with') },
}

const DATE_HINT = said('年、月、日，或一段時間：2015、民國104年、2015/2018', 'A year, month, day, or a span: 2015, 2015-06, 2015/2018')
/** Instead of what the shape says of itself. */
const HINTS: Readonly<Record<string, Labels>> = { asOf: DATE_HINT, at: DATE_HINT, founded: said('2010/.. 是 2010 年以後，../2010 是以前', '2010/.. is since 2010, ../2010 until then') }

/** Their labels say it all. */
const UNEXPLAINED = ['kinds', 'named', 'notNamed', 'first']

const OPTIONS: Readonly<Record<string, Labels>> = {
  connectors: said('列出中間的', 'those in between'), pairs: said('列出每一對', 'each pair'), cites: said('引用了什麼', 'what it cites'), citedBy: said('被誰引用', 'what cites it'), in: said('指向它的', 'towards it'), out: said('由它指出的', 'from it'), both: said('兩邊都看', 'both'),
  connecting: said('連結的', 'connecting'), structural: said('組織上的', 'structural'), documentary: said('文獻上的', 'documentary'),
  people: said('人物', 'people'), facilities: said('場館', 'facilities'), programmes: said('計畫', 'programmes'), works: said('著作', 'works'),
}
const INTERLOCKS = ['people', 'facilities', 'programmes', 'works']

/** Strings that are dates; that are types of relations, one or several, with or without a side; that are codes. */
const DATES = ['asOf', 'at']
const TYPES = ['relations']
const WAYS = ['types', 'orElse']

/** The arguments of a kind as a page asks for them, in the order of its shape; not the place in a list. */
export function partsOf({ name, shape, words }: QuestionKind): Part[] {
  return Object.entries(shape).filter(([field]) => field !== 'after').map(([field, schema]) => {
    const { sort, options } = sortOf(name, field, schema as z.ZodType)
    const hint = HINTS[field] ?? (UNEXPLAINED.includes(field) || sort === 'name' || sort === 'names' || sort === 'hidden' ? undefined : hintIn(schema as z.ZodType))
    return {
      field, sort, label: LABELS_OF[name]?.[field] ?? LABELS[field] ?? said(field, field), required: !isOptional(schema as z.ZodType), isMain: words.includes(field) || DATES.includes(field) || (name === 'compare' && field === 'to'),
      ...(hint === undefined ? {} : { hint }), ...(options === undefined ? {} : { options }),
    }
  })
}

function sortOf(kind: string, field: string, schema: z.ZodType): Pick<Part, 'sort' | 'options'> {
  const inner = unwrapped(schema)
  if (kind === 'compare' && (field === 'question' || field === 'arguments')) return { sort: 'hidden' }
  if (kind === 'compare' && field === 'to') return { sort: 'date' }
  if (DATES.includes(field)) return { sort: 'date' }
  if (field === 'kinds') return { sort: 'kinds' }
  if (TYPES.includes(field)) return { sort: 'types' }
  if (WAYS.includes(field)) return { sort: kind === 'common' ? 'texts' : 'ways' }
  if (field === 'type') return { sort: 'type' }
  if (kind === 'interlocks' && field === 'by') return { sort: 'boxes', options: INTERLOCKS.map(option) }
  if (kind === 'counts' && (field === 'by' || field === 'and')) return { sort: 'options', options: Object.entries(DIMENSIONS).map(([value, { label }]) => ({ value, ...label })) }
  if (inner instanceof z.ZodEnum) return { sort: 'options', options: (inner.options as string[]).map(option) }
  if (inner instanceof z.ZodNumber) return { sort: 'number' }
  if (inner instanceof z.ZodBoolean) return { sort: 'boolean' }
  if (inner instanceof z.ZodArray) return { sort: inner.element === NAME ? 'names' : 'texts' }
  if (inner instanceof z.ZodUnion) return { sort: 'names' }
  // the characters of a name are no name
  return { sort: inner === NAME && field !== 'name' ? 'name' : 'text' }
}

const option = (value: string): Labels & { readonly value: string } => ({ value, ...(OPTIONS[value] ?? said(value, value)) })

const isOptional = (schema: z.ZodType): boolean => schema instanceof z.ZodOptional || schema instanceof z.ZodNullable

const unwrapped = (schema: z.ZodType): z.ZodType => (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? unwrapped(schema.unwrap() as z.ZodType) : schema)

/** 「最多幾列 (at most so many rows)」 in its two halves. */
function hintIn(schema: z.ZodType): Labels | undefined {
  const [, zhHant, en] = /^(.*?)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/.exec(schema.description ?? '') ?? []
  return zhHant === undefined || en === undefined ? undefined : said(zhHant, en)
}
