import { z } from 'zod'
import type { EntityRef, RingRank, RingsResult, WalkFilter } from '../graph/port.ts'
import { badCursor, badInput } from '../model/errors.ts'
import { isId } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import type { Kind } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { Answer, AnswerRow } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import type { Asking } from './context.ts'
import { kind } from './kind.ts'
import { putOf } from './put.ts'
import { entityNamed } from './resolve.ts'
import * as shapes from './shapes.ts'
import { relationsOfPairs, stepsOf } from './shown-steps.ts'
import { checkAvoided, namedIn, walkOf } from './walk.ts'

const SHAPE = {
  center: shapes.name,
  rings: z.number().int().nullish().describe('幾圈，1 到 4；不給就是 2 (rings, 1 to 4; default 2)'),
  ring: z.number().int().nullish().describe('列出這一圈有誰；不給就只數 (lists this ring; without it, only counts)'),
  type: z.string().nullish().describe('只列由這類關係連到前一圈的 (only those tied to the ring before by this type)'),
  kinds: shapes.kinds, ...shapes.WALK, first: shapes.first, after: shapes.after,
}

/** What lies around an entity: exactly as docs/questions.md. */
export const ringsKind = kind({
  name: 'rings',
  summary: { 'zh-Hant': 'A 的周圍有哪些？', en: 'What lies around A, ring by ring?' },
  shape: SHAPE,
  words: ['center'],
  answer: async (asking, given): Promise<Answer> => {
    const rings = whole('rings', given.rings, 2, 1, 4)
    const ring = given.ring == null ? undefined : whole('ring', given.ring, 1, 1, rings)
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    if (given.type != null && !asking.vocabulary.relations.has(given.type)) throw badInput('type', `「${given.type}」 is not a relation type`)
    if (ring === undefined && given.type != null) throw badInput('ring', 'type chooses what of a ring is listed: give ring, too')
    const after = readCursor(given.after)
    const walk = await walkOf(asking, given)
    const center = await entityNamed(asking, given.center, 'center')
    checkAvoided(walk, [center])
    const list = ring === undefined ? undefined
      : { ring, first, ...(given.type == null ? {} : { type: given.type }), ...(given.kinds?.length ? { kinds: kindsOf(given.kinds, []) } : {}), ...(after && { after }) }
    const result = await asking.graph.rings({ ...walk, center: center.id, rings, ...(list && { list }) }, asking.viewer, asking.signal)
    const told = { put: putOf('rings', given, { center: center.id, ...namedIn(walk) }), searched: await searched(asking, walk) }
    return ring === undefined ? { ...told, ...counted(result, center, asking.vocabulary) } : { ...told, ...(await listed(asking, walk, result, center, ring)) }
  },
})

type Part = Omit<Answer, 'put' | 'searched'>

function counted({ rings }: RingsResult, center: EntityRef, vocabulary: Vocabulary): Part {
  const labels = { kind: (code: string) => vocabulary.kinds.get(code as Kind)?.['zh-Hant'] ?? code, type: (code: string) => vocabulary.relations.get(code)?.forward['zh-Hant'] ?? code }
  const sorted = (counts: Readonly<Record<string, number>>): [string, number][] => Object.entries(counts).sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1))
  const rows: AnswerRow[] = rings.flatMap(({ ring, total, kinds, types }) => [
    { cells: { ring, by: '合計', what: '', count: total } },
    ...sorted(kinds).map(([code, count]) => ({ cells: { ring, by: '種類', what: labels.kind(code), count } })),
    ...sorted(types).map(([code, count]) => ({ cells: { ring, by: '關係', what: labels.type(code), count } })),
  ])
  return {
    title: `「${center.name}」周圍 ${rings.length} 圈各有多少？`,
    text: `「${center.name}」周圍：${rings.map(({ ring, total }) => `第 ${ring} 圈 ${grouped(total)} 個`).join('、')}。`,
    columns: [
      { key: 'ring', label: { 'zh-Hant': '圈', en: 'ring' } },
      { key: 'by', label: { 'zh-Hant': '依', en: 'by' } },
      { key: 'what', label: { 'zh-Hant': '類別', en: 'what' } },
      { key: 'count', label: { 'zh-Hant': '數量', en: 'count' } },
    ],
    rows, total: rows.length, hasNextPage: false,
    notes: ['種類數的是對象，關係數的是連到前一圈的關係。要看有誰，請指定第幾圈 (kinds count entities, types count relations to the ring before; give ring for a list).'],
  }
}

async function listed(asking: Asking, walk: WalkFilter, { rows, listed: total, hasNextPage }: RingsResult, center: EntityRef, ring: number): Promise<Part> {
  const pairs = ring === 1 ? rows.map(({ id }) => [center.id, id] as const) : []
  const steps = await stepsOf(asking, walk, pairs)
  const last = rows.at(-1)
  return {
    title: `「${center.name}」周圍第 ${ring} 圈有哪些？`,
    text: total === 0 ? `「${center.name}」周圍第 ${ring} 圈沒有符合的。` : `「${center.name}」周圍第 ${ring} 圈有 ${grouped(total)} 個。`,
    columns: [
      { key: 'entity', label: { 'zh-Hant': '對象', en: 'entity' } },
      { key: 'relations', label: { 'zh-Hant': '與前一圈的關係', en: 'relations to the ring before' } },
    ],
    rows: rows.map(({ entity, relations }) => ({ cells: { entity, relations }, relations: relationsOfPairs(steps, [[center.id, entity.id]]) })),
    total, hasNextPage, ...(last !== undefined && hasNextPage ? { endCursor: Buffer.from(`${last.relations} ${last.id}`).toString('base64url') } : {}),
    notes: ring === 1 ? [] : ['第二圈起沒有單一步可以附證；要看怎麼連到，請問 paths (from the second ring on no single step is shown: ask for paths).'],
  }
}

function readCursor(cursor: string | null | undefined): RingRank | undefined {
  if (cursor == null || cursor === '') return undefined
  const [relations = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (!/^\d{1,9}$/.test(relations) || !isId(id)) throw badCursor()
  return { relations: Number(relations), id }
}
