import { z } from 'zod'
import type { EntityRef } from '../graph/port.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import type { Answer } from './answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import { kind } from './kind.ts'
import { kindsText, namesOf, pageAfter, whenText } from './listing.ts'
import { putOf } from './put.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { neighbours, wanted } from './ways.ts'
import { walkOf } from './walk.ts'

const SHAPE = {
  of: shapes.names, kinds: shapes.kinds, named: shapes.named,
  relations: shapes.WALK.relations, asOf: shapes.WALK.asOf, includeProposed: shapes.WALK.includeProposed, includeDeprecated: shapes.WALK.includeDeprecated,
  onlySources: shapes.WALK.onlySources, withoutSources: shapes.WALK.withoutSources,
  first: shapes.first, after: shapes.after,
} as const

const [LEAST, MOST] = [2, 10]
/** Relations shown of one row. */
const MOST_SHOWN = 20

/** Who has to do with all of a set: exactly as docs/questions.md. */
export const commonKind = kind({
  name: 'common',
  summary: { 'zh-Hant': '誰同時與這些都有關係？', en: 'Who has relations with all of these?' },
  shape: SHAPE,
  words: ['of'],
  answer: async (asking, given: z.infer<z.ZodObject<typeof SHAPE>>): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const walk = await walkOf(asking, given)
    const set = new Map<Id, EntityRef>()
    for (const name of given.of) {
      const one = await entityNamed(asking, name, 'of')
      set.set(one.id, one)
    }
    if (set.size < LEAST || set.size > MOST) throw badInput('of', `of takes ${LEAST} to ${MOST} different entities, not ${set.size}`)
    const ways = walk.types.map((type) => ({ type, side: 'both' as const }))
    const found = new Map<Id, { entity: EntityRef; relations: Id[]; count: number }>()
    let [looked, more, turn] = [0, false, 0]
    for (const id of set.keys()) {
      const near = await neighbours(asking, id, ways, walk)
      looked += near.looked
      more ||= near.more
      for (const { entity, relations } of near.all) {
        const before = found.get(entity.id)
        if ((before?.count ?? 0) !== turn) continue
        if (before === undefined) found.set(entity.id, { entity, relations: [...relations], count: 1 })
        else found.set(entity.id, { entity, relations: [...before.relations, ...relations], count: before.count + 1 })
      }
      turn++
    }
    const fits = wanted(kindsOf(given.kinds, []), given.named ?? [])
    const all = [...found.values()].filter(({ entity, count }) => count === set.size && !set.has(entity.id) && fits(entity))
      .map((row) => ({ ...row, relations: [...new Set(row.relations)] }))
      .sort((x, y) => y.relations.length - x.relations.length || (x.entity.id < y.entity.id ? -1 : 1))
    const { rows, ...paging } = pageAfter(all, ({ entity }) => entity.id, first, given.after)
    const relations = await asking.graph.relationsById(rows.flatMap((row) => row.relations.slice(0, MOST_SHOWN)), asking.viewer)
    const names = [...set.values()].map(({ name }) => `「${name}」`).join('、')
    const title = `${whenText(given.asOf)}哪些${kindsText(kindsOf(given.kinds, []), given.named ?? [], asking.vocabulary, '人或單位')}同時與${names}有關係？`
    return {
      put: putOf('common', given, { of: [...set.keys()] }),
      title,
      text: all.length === 0 ? `沒有找到：${title}` : `有 ${all.length} 個：${namesOf(all.map(({ entity }) => entity), all.length)}。`,
      columns: [
        { key: 'entity', label: { 'zh-Hant': '名稱', en: 'name' } },
        { key: 'count', label: { 'zh-Hant': '關係筆數', en: 'relations' } },
      ],
      rows: rows.map((row) => ({ cells: { entity: row.entity, count: row.relations.length }, relations: row.relations.slice(0, MOST_SHOWN).flatMap((id) => relations.get(id) ?? []) })),
      total: all.length, ...paging,
      searched: { ...walk, relations: looked },
      notes: more ? ['其中有的關係太多，沒有全部看過。'] : [],
    }
  },
})
