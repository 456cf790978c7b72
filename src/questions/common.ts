import { z } from 'zod'
import type { EntityRef } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import type { Answer } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { kind } from './kind.ts'
import { kindsText, NAMED, namesOf, whenText } from './listing.ts'
import { LEFT_OUT, leftOut } from './left-out.ts'
import { putOf } from './put.ts'
import { pagingOf, rankedPage, type Rank } from './ranked.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { fittingOf, neighbours, wanted, wayLabels, waysOf, type Way } from './ways.ts'
import { namedIn, walkOf } from './walk.ts'

const SHAPE = {
  of: shapes.names,
  types: z.array(z.string()).nullish().describe('對 of 的每一個依序各要什麼關係，幾種用 | 分開，空白不限：REGISTERED_WITH:in (for each of `of`, in its order, the types asked for, with a side, several parted by |; empty for any)'),
  kinds: shapes.kinds, named: shapes.named, ...LEFT_OUT,
  relations: shapes.WALK.relations, asOf: shapes.WALK.asOf, includeProposed: shapes.WALK.includeProposed, includeDeprecated: shapes.WALK.includeDeprecated,
  onlySources: shapes.WALK.onlySources, withoutSources: shapes.WALK.withoutSources,
  first: shapes.first, after: shapes.after,
} as const

const [LEAST, MOST] = [2, 10]
/** Relations shown of one row. */
const MOST_SHOWN = 20

export type CommonArguments = z.infer<z.ZodObject<typeof SHAPE>>

/** The question in words, with the names of those it is about, in order. */
export function commonTitle(of: readonly string[], given: Omit<CommonArguments, 'of'>, vocabulary: Vocabulary): string {
  const asked = `哪些${kindsText(kindsOf(given.kinds, []), given.named ?? [], vocabulary, '人或單位')}`
  if (given.types == null) return `${whenText(given.asOf)}${asked}同時與${of.map((name) => `「${name}」`).join('、')}有關係？`
  const each = of.map((name, i) => `「${name}」${given.types![i] ? wayLabels(waysOf(vocabulary, given.types![i]!.split('|')), vocabulary).join('、') : '有關係'}`)
  return `${whenText(given.asOf)}${asked}是${each.join('，也是')}的？`
}

/** Who has relations with the first of the set, and with how many more. */
interface Common {
  readonly entity: EntityRef
  readonly relations: readonly Id[]
  readonly count: number
}

/** Who has to do with all of a set: exactly as docs/questions.md. */
export const commonKind = kind({
  name: 'common',
  summary: { 'zh-Hant': '誰同時與這些都有關係？', en: 'Who has relations with all of these?' },
  shape: SHAPE,
  words: ['of'],
  answer: async (asking, given: CommonArguments): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const walk = await walkOf(asking, given)
    if (given.types != null && given.types.length !== given.of.length) throw badInput('types', `types takes one for each of the ${grouped(given.of.length)} entities, not ${given.types.length}`)
    const anyWay = walk.types.map((type): Way => ({ type, side: 'both' }))
    const all: { readonly one: EntityRef; readonly ways: readonly Way[] }[] = []
    for (const [i, name] of given.of.entries()) {
      const one = await entityNamed(asking, name, 'of')
      const types = given.types?.[i] ?? ''
      // asked twice by different types it is two conditions
      if (given.types != null || all.every((other) => other.one.id !== one.id)) all.push({ one, ways: types === '' ? anyWay : waysOf(asking.vocabulary, types.split('|')) })
    }
    if (all.length < LEAST || all.length > MOST) throw badInput('of', `of takes ${LEAST} to ${MOST} different entities, not ${all.length}`)
    const set = new Set(all.map(({ one }) => one.id))
    const [found, turns] = [new Map<Id, Common>(), new Turns(asking.signal)]
    let [looked, more, turn] = [0, false, 0]
    for (const { one: { id }, ways } of all) {
      const near = await neighbours(asking, id, ways, walk)
      looked += near.looked
      more ||= near.more
      for (const { entity, relations } of near.all) {
        await turns.next()
        const before = found.get(entity.id)
        if ((before?.count ?? 0) !== turn) continue
        if (before === undefined) found.set(entity.id, { entity, relations: [...relations], count: 1 })
        else found.set(entity.id, { entity, relations: [...before.relations, ...relations], count: before.count + 1 })
      }
      turn++
    }
    const fits = wanted(kindsOf(given.kinds, []), given.named ?? [])
    const without = await leftOut(asking, given)
    const fitting = await fittingOf(found.values().filter(({ entity, count }) => count === all.length && !set.has(entity.id)), (entity) => fits(entity) && without.fits(entity), asking.signal)
    const ranked = (): Iterable<Common & { readonly rank: Rank }> => fitting.values()
      .map((row) => ({ ...row, relations: [...new Set(row.relations)] }))
      .map((row) => ({ ...row, rank: [-row.relations.length, row.entity.id] }))
    const page = await rankedPage(ranked(), { first, after: given.after }, asking.signal)
    const told = await rankedPage(ranked(), { first: NAMED, after: null }, asking.signal)
    const { rows, total } = page
    const relations = await asking.graph.relationsById(rows.flatMap((row) => row.relations.slice(0, MOST_SHOWN)), asking.viewer)
    const title = without.text + commonTitle(all.map(({ one }) => one.name), given, asking.vocabulary)
    return {
      put: putOf('common', given, { of: all.map(({ one }) => one.id), except: without.except, ...namedIn(walk) }),
      title,
      text: total === 0 ? `沒有找到：${title}` : `有 ${grouped(total)} 個：${namesOf(told.rows.map(({ entity }) => entity), total)}。`,
      columns: [
        { key: 'entity', label: { 'zh-Hant': '名稱', en: 'name' } },
        { key: 'count', label: { 'zh-Hant': '關係筆數', en: 'relations' } },
      ],
      rows: rows.map((row) => ({ cells: { entity: row.entity, count: row.relations.length }, relations: row.relations.slice(0, MOST_SHOWN).flatMap((id) => relations.get(id) ?? []) })),
      ...pagingOf(page),
      searched: { ...walk, relations: looked },
      notes: more ? ['其中有的關係太多，沒有全部看過。'] : [],
    }
  },
})
