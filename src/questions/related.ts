import { z } from 'zod'
import { grouped } from '../model/numbers.ts'
import type { RelationView } from '../graph/port.ts'
import { ROLES, type Vocabulary } from '../model/vocabulary.ts'
import type { Answer, AnswerRow } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import { kind } from './kind.ts'
import { kindsText, NAMED, namesOf, whenText } from './listing.ts'
import { LEFT_OUT, leftOut } from './left-out.ts'
import { putOf } from './put.ts'
import { pagingOf, rankedPage, type Rank } from './ranked.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { namedIn, walkOf } from './walk.ts'
import { farKinds, fittingOf, neighbours, wanted, wayLabels, waysOf, type Neighbour } from './ways.ts'

const SHAPE = {
  of: shapes.name,
  types: z.array(z.string()).nullish().describe('關係類型，可加方向：OPERATES:in (relation types, with a side: those that lead to the entity)'),
  direction: z.enum(['out', 'in', 'both']).nullish().describe('沒有寫方向的類型 (side of types that name none; default both)'),
  orElse: z.array(z.string()).nullish().describe('沒有這些關係時，依序改看這些類型 (types looked at, one after another, where there is nothing by `types`)'),
  role: z.enum(ROLES).nullish().describe('沒有給類型時 (which role, where no types are given; default all)'),
  kinds: shapes.kinds, named: shapes.named, ...LEFT_OUT,
  asOf: shapes.WALK.asOf, includeProposed: shapes.WALK.includeProposed, includeDeprecated: shapes.WALK.includeDeprecated,
  onlySources: shapes.WALK.onlySources, withoutSources: shapes.WALK.withoutSources,
  first: shapes.first, after: shapes.after,
}

/** More kinds than these are not told one by one. */
const MOST_KINDS = 2

export type RelatedArguments = z.infer<z.ZodObject<typeof SHAPE>>

/** The question in words, with the name of what it is about. */
export function relatedTitle(of: string, given: Omit<RelatedArguments, 'of'>, vocabulary: Vocabulary): string {
  const asked = kindsOf(given.kinds, [])
  if (!given.types?.length) return `${whenText(given.asOf)}「${of}」與哪些${kindsText(asked, given.named ?? [], vocabulary, '對象')}有關係？`
  const ways = waysOf(vocabulary, given.types, { side: given.direction ?? 'both' })
  const far = farKinds(ways, vocabulary)
  const kinds = kindsText(asked.length > 0 || far.length > MOST_KINDS ? asked : far, given.named ?? [], vocabulary, '')
  return `${whenText(given.asOf)}「${of}」${wayLabels(ways, vocabulary).join('、')}${kinds === '' ? '誰或什麼' : `哪些${kinds}`}？`
}

/** Who or what an entity is related with, by types and sides: exactly as docs/questions.md. */
export const relatedKind = kind({
  name: 'related',
  summary: { 'zh-Hant': 'A 的上級、辦理了什麼、由誰經營、任職於哪裡……', en: 'Who or what A is related with, by type and side' },
  shape: SHAPE,
  words: ['of'],
  answer: async (asking, given): Promise<Answer> => {
    const side = given.direction ?? 'both'
    const rungs = [given.types, ...(given.orElse ?? []).map((type) => [type])].map((types) => ({ types, ways: waysOf(asking.vocabulary, types, { side, role: given.role ?? undefined }) }))
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const of = await entityNamed(asking, given.of, 'of')
    const { types: _, ...filter } = await walkOf(asking, { ...given, avoid: null })
    const fits = wanted(kindsOf(given.kinds, []), given.named ?? [])
    const without = await leftOut(asking, given)
    const { ways, types, all: fitting, looked, more } = await firstOf(rungs, async (rung) => {
      const near = await neighbours(asking, of.id, rung.ways, filter)
      return { ...rung, ...near, all: await fittingOf(near.all, (entity) => fits(entity) && without.fits(entity), asking.signal) }
    })
    const taken = { ...given, types, orElse: types === given.types ? given.orElse : null }
    const ranked = (): Iterable<Neighbour & { readonly rank: Rank }> => fitting.values().map((row, met) => ({ ...row, rank: rankOf(row, met) }))
    const page = await rankedPage(ranked(), { first, after: given.after }, asking.signal)
    const told = await rankedPage(ranked(), { first: NAMED, after: null }, asking.signal)
    const { rows } = page
    const relations = await asking.graph.relationsById(rows.flatMap((row) => row.relations.slice(0, MOST_SHOWN)), asking.viewer)
    const title = without.text + relatedTitle(of.name, taken, asking.vocabulary)
    return {
      put: putOf('related', taken, { of: of.id, except: without.except, ...namedIn(filter) }),
      title,
      text: fitting.length === 0 ? `沒有找到：${title}` : `${more ? '至少' : ''}${grouped(fitting.length)} 個：${namesOf(told.rows.map(({ entity }) => entity), fitting.length)}。`,
      columns: [
        { key: 'entity', label: { 'zh-Hant': '名稱', en: 'name' } },
        { key: 'relation', label: { 'zh-Hant': '關係', en: 'relation' } },
        { key: 'count', label: { 'zh-Hant': '筆數', en: 'relations' } },
      ],
      rows: rows.map((row) => rowOf(row, relations, of.id, asking.vocabulary)),
      ...pagingOf(page),
      searched: { types: [...new Set(ways.map(({ type }) => type))], ...filter, relations: looked },
      notes: [
        ...(types === given.types ? [] : [`沒有「${wayLabels(rungs[0]!.ways, asking.vocabulary).join('、')}」的記載，改看「${wayLabels(ways, asking.vocabulary).join('、')}」。`]),
        ...(more ? [`關係太多，只看了前 ${grouped(looked)} 筆。`] : []),
        ...(rows.some((row) => row.relations.length > MOST_SHOWN) ? [`每一列最多附上 ${MOST_SHOWN} 筆關係。`] : []),
      ],
    }
  },
})

/** What the first of these gives at which there is anything; the first of all, where there is nothing. */
async function firstOf<Rung, Given extends { readonly all: readonly unknown[] }>([first, ...others]: readonly Rung[], look: (rung: Rung) => Promise<Given>): Promise<Given> {
  const given = await look(first!)
  if (given.all.length > 0) return given
  for (const rung of others) {
    const other = await look(rung)
    if (other.all.length > 0) return other
  }
  return given
}

/** Relations shown of one row. */
const MOST_SHOWN = 20

/** Parts in their order, then those of most relations; what is alike in that stays as it was met. */
const rankOf = ({ order, relations }: Neighbour, met: number): Rank => [order ?? Number.MAX_SAFE_INTEGER, -relations.length, met]

function rowOf({ entity, relations: ids }: Neighbour, found: ReadonlyMap<string, RelationView>, of: string, vocabulary: Vocabulary): AnswerRow {
  const relations = ids.flatMap((id) => found.get(id) ?? [])
  const labels = wayLabels(relations.map(({ type, from }) => ({ type, side: from.id === of ? 'out' : 'in' })), vocabulary)
  return { cells: { entity, relation: labels.join('、'), count: ids.length }, relations }
}
