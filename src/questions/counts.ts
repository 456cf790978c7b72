import { z } from 'zod'
import type { EntityRef, EntityView, WalkFilter } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Span } from '../model/dates.ts'
import { dateOrNone } from '../model/dates-parse.ts'
import { badInput } from '../model/errors.ts'
import { nameKey } from '../model/names.ts'
import { grouped } from '../model/numbers.ts'
import { KINDS, type Kind } from '../model/records.ts'
import { seatOf, type Seat } from '../model/seat.ts'
import type { Answer, Column } from '../graph/answer.ts'
import { districtOf, liesIn } from './counting/district.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import type { Asking } from './context.ts'
import { DEPARTMENT_TYPES, DIMENSION_NAMES, DIMENSIONS, type Counted, type Dimension, type DimensionName } from './counting/dimensions.ts'
import { populationOf, type Population } from './counting/population.ts'
import { rowsOf } from './counting/rows.ts'
import { Tally } from './counting/tally.ts'
import { foundedOf, isDoubtful } from './counting/years.ts'
import { kind } from './kind.ts'
import { ofOneMoment } from './moment.ts'
import { putOf } from './put.ts'
import { pagingOf, rankedPage } from './ranked.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { walkOf } from './walk.ts'

const { avoid: _, relations: __, ...FILTER } = shapes.WALK

const dimension = z.string().nullish()
const SHAPE = {
  kinds: shapes.kinds,
  of: shapes.name.nullish().describe('跟誰有關係的才數：某個機關 (only what is related with this, say a department)'),
  relations: z.array(z.string()).nullish().describe('哪些關係；不給就是立案、列名、許可、主管 (relation types; default those with a department)'),
  direction: z.enum(['in', 'out']).nullish().describe('in 指向 of 的，out 由 of 指出的；沒有 of 時 out 是由它指出 (as seen from of)'),
  name: shapes.name.nullish().describe('名稱裡有這些字 (with these characters in a name)'),
  founded: z.string().nullish().describe('成立於這段時間：2010/..、民國99年 (founded in this EDTF interval or date)'),
  district: z.string().nullish().describe('在哪個縣市或行政區：臺北市、大安區 (in this city or district)'),
  by: dimension.describe(`依什麼分：${DIMENSION_NAMES.join('、')}`),
  and: dimension.describe('再依什麼分，成為交叉表 (the second dimension of a cross table)'),
  ...FILTER, first: shapes.first, after: shapes.after,
}
type Given = z.infer<z.ZodObject<typeof SHAPE>>

/** What is counted, as given. */
interface Counting {
  readonly walk: WalkFilter
  readonly kinds: readonly Kind[] | undefined
  readonly of: EntityRef | undefined
  readonly name: string | undefined
  readonly founded: Span | undefined
  readonly seat: Seat | undefined
  readonly by: readonly DimensionName[]
  readonly population: Population
}

/** How many there are, by what: exactly as docs/questions.md. */
export const countsKind = kind({
  name: 'counts',
  summary: { 'zh-Hant': '有幾個？依種類、機關、成立年、行政區、關係列表', en: 'How many are there, by kind, department, year of founding, district, relation?' },
  shape: SHAPE,
  words: ['of'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const counting = await countingOf(asking, given)
    const { walk, of, by, founded, population } = counting
    const dimensions: readonly Dimension[] = by.map((name) => DIMENSIONS[name])
    const tellsPossible = founded !== undefined || by.includes('year')
    return ofOneMoment(asking, async () => {
      const [tally, turns] = [new Tally(dimensions), new Turns(asking.signal)]
      let unplaced = 0
      for await (const part of populationOf(asking, population)) for (const one of part) {
        if (turns.isOver) await turns.next()
        const fits = fitting(one, counting)
        if (fits === 'unplaced') unplaced++
        else if (fits !== 'no') await tally.add(one, fits === 'possible', turns)
      }
      const page = await rankedPage(tally.rows, { first, after: given.after }, asking.signal)
      const rows = await rowsOf(asking, walk, by, page.rows)
      const certain = tally.total - tally.possible
      return {
        put: putOf('counts', given, of && { of: of.id }),
        title: titleOf(asking, counting, given),
        text: `有 ${grouped(certain)} 個${tally.possible === 0 ? '' : `，另有 ${grouped(tally.possible)} 個日期只知大概，可能也是`}${unplaced === 0 ? '' : `；還有 ${grouped(unplaced)} 個沒有記載在哪裡，不算在內`}。`,
        columns: [
          ...dimensions.map(({ label }, i): Column => ({ key: by[i]!, label })),
          { key: 'count', label: { 'zh-Hant': '個數', en: 'number' } },
          ...(tellsPossible ? [{ key: 'possible', label: { 'zh-Hant': '其中只是可能', en: 'of these only possibly' } }] : []),
          { key: 'examples', label: { 'zh-Hant': '例', en: 'examples' } },
        ],
        rows, ...pagingOf(page),
        ...(population.isRelated || population.ties !== undefined ? { searched: await searched(asking, walk) } : {}),
        notes: notesOf(tally, counting),
      }
    })
  },
})

/** @throws BAD_USER_INPUT, AMBIGUOUS_NAME, NOT_FOUND */
async function countingOf(asking: Asking, given: Given): Promise<Counting> {
  const by = [given.by, given.and].filter((name) => name != null && name !== '').map((name, i) => dimensionNamed(name!, i === 0 ? 'by' : 'and'))
  if (given.and && !given.by) throw badInput('by', 'by: and 是第二個分法，要先有 by (and is the second dimension; give by first)')
  if (by[0] !== undefined && by[0] === by[1]) throw badInput('and', 'and: 跟 by 相同 (is the same as by)')
  const of = given.of == null ? undefined : await entityNamed(asking, given.of, 'of')
  const isRelated = of !== undefined || (given.relations?.length ?? 0) > 0
  const ties = by.includes('department') ? 'department' : !by.includes('type') ? undefined : isRelated ? 'admission' : 'all'
  const walk = await walkOf(asking, given, ties === 'all' ? [...asking.vocabulary.relations.keys()] : DEPARTMENT_TYPES)
  const kinds = given.kinds?.length ? kindsOf(given.kinds, KINDS) : undefined
  const name = given.name == null ? undefined : nameKey(given.name)
  if (name === '') throw badInput('name', `「${given.name}」 has no letter or character that a name could have`)
  const founded = given.founded == null || given.founded === '' ? undefined : spanOf(given.founded)
  const seat = given.district == null || given.district === '' ? undefined : seatNamed(given.district)
  const fields = name !== undefined || founded !== undefined || seat !== undefined || by.some((one) => (DIMENSIONS[one] as Dimension).needs === 'fields')
  return {
    walk, kinds, of, name, founded, seat, by,
    population: { walk, kinds, of: of?.id, isRelated, direction: given.direction ?? undefined, ties, wants: { fields, places: seat !== undefined || by.includes('district') } },
  }
}

function dimensionNamed(name: string, field: string): DimensionName {
  if (!(DIMENSION_NAMES as string[]).includes(name)) throw badInput(field, `${field}: 不能依「${name}」分 (${field} is one of ${DIMENSION_NAMES.join(', ')})`)
  return name as DimensionName
}

function spanOf(founded: string): Span {
  const date = dateOrNone(founded)
  if (date?.status !== 'known') throw badInput('founded', `founded: 「${founded}」 不是日期或期間，例如 2010/..、2010/2015、民國99年 (is no date and no interval)`)
  return { from: date.earliest, to: date.latest }
}

function seatNamed(district: string): Seat {
  const seat = seatOf(district)
  if (seat.city === undefined && seat.district === undefined) throw badInput('district', `district: 「${district}」 不是縣市或行政區，例如 臺北市、大安區 (is no city and no district)`)
  return seat
}

/** unplaced: would count, and nothing says whether it is there. */
function fitting({ view, places }: Counted, { name, founded, seat }: Counting): 'no' | 'unplaced' | 'possible' | 'certain' {
  const isThere = seat === undefined || liesIn(districtOf(view!, places), seat)
  if (isThere === false) return 'no'
  if (name !== undefined && !view!.names.some(({ text }) => nameKey(text).includes(name))) return 'no'
  const when = founded === undefined ? 'certain' : foundedIn(view!, founded)
  return when === 'no' || isThere === true ? when : 'unplaced'
}

function foundedIn(view: EntityView, founded: Span): 'no' | 'possible' | 'certain' {
  const date = foundedOf(view)
  if (date === undefined || date.earliest > founded.to || date.latest < founded.from) return 'no'
  return date.earliest >= founded.from && date.latest <= founded.to && !isDoubtful(date) ? 'certain' : 'possible'
}

function titleOf({ vocabulary }: Asking, { walk, kinds, of, by, population: { isRelated } }: Counting, given: Given): string {
  const types = walk.types.map((type) => vocabulary.relations.get(type)!.forward['zh-Hant']).join('、')
  const related = of !== undefined ? `跟「${of.name}」有關係（${types}）的` : isRelated ? `有「${types}」關係的` : ''
  const parts = [related, given.founded ? `成立於 ${given.founded} 的` : '', given.district ? `在${given.district}的` : '', given.name ? `名稱有「${given.name}」的` : ''].join('')
  const what = kinds === undefined ? '實體' : kinds.map((kind) => vocabulary.kinds.get(kind)!['zh-Hant']).join('、')
  return `${parts}${what}有幾個？${by.length === 0 ? '' : `依${by.map((name) => DIMENSIONS[name].label['zh-Hant']).join('與')}分`}`
}

function notesOf({ total, counts, hasUnknown }: Tally, { by, name, founded, seat }: Counting): string[] {
  const notes: string[] = []
  if (seat !== undefined && name !== undefined) notes.push('數的是名稱裡有這幾個字的；別的叫法不在內。')
  if (by.some((one) => one === 'year' || one === 'district') || name !== undefined || founded !== undefined || seat !== undefined) notes.push('成立日期、地址與名稱是實體的欄位，本身沒有憑據；例子附上的是它們的關係。')
  if (hasUnknown) notes.push('最後空白的是沒有記載的。')
  if (counts > total) notes.push(`一個可以算在好幾列，所以各列加起來多於 ${total}。`)
  return notes
}
