import { z } from 'zod'
import { grouped } from '../model/numbers.ts'
import type { Kind } from '../model/records.ts'
import type { Answer } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import { kind } from './kind.ts'
import { computed } from './networks/computed.ts'
import { SEED } from './networks/betweenness.ts'
import { pageAt, placeAfter } from './place.ts'
import { putOf } from './put.ts'
import * as shapes from './shapes.ts'
import { refsOf, relationsOfPairs, SHOWN_NOTE, stepsOf, type Pair } from './shown-steps.ts'
import { entitiesNamed, namedIn, walkOf } from './walk.ts'

const MOST_RELATIONS = 3_000_000

const SHAPE = {
  set: shapes.names.nullish().describe('看這些；不給就是所有符合的 (these; default: all that the filter lets through)'),
  maxHops: z.number().int().nullish().describe('0 到 4：這些周圍幾步之內的網；不給就是 1 (the graph around them, 0 to 4 steps; default 1)'),
  kinds: shapes.kinds, ...shapes.WALK, first: shapes.first, after: shapes.after,
}

/** Who stands between others: exactly as docs/questions.md. */
export const brokerageKind = kind({
  name: 'brokerage',
  summary: { 'zh-Hant': '誰居中牽線？', en: 'Who stands between the others?' },
  shape: SHAPE,
  words: ['set'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const hops = whole('maxHops', given.maxHops, 1, 0, 4)
    const start = placeAfter(given.after)
    const walk = await walkOf(asking, given)
    const set = given.set?.length ? await entitiesNamed(asking, given.set, 'set') : undefined
    const ids = set?.map(({ id }) => id)
    const kinds = given.kinds?.length ? kindsOf(given.kinds, []) : set === undefined ? (['Organization'] as const satisfies readonly Kind[]) : undefined
    const part = ids === undefined ? {} : hops === 0 ? { among: ids } : { around: { ids, hops } }
    const { nodes, from, to } = await asking.graph.project({ ...walk, ...part, ...(kinds && { kinds }), most: MOST_RELATIONS }, asking.viewer, asking.signal)
    const members = ids?.map((id) => nodes.placeOf(id)).filter((place) => place >= 0)
    const found = await computed({ what: 'brokerage', graph: { size: nodes.length, from, to }, ...(members && { members }), start, first }, asking.signal)
    const refs = await refsOf(asking, found.rows.map(({ node }) => nodes.at(node)))
    const rows = found.rows.filter(({ node }) => refs.has(nodes.at(node))).map((row) => ({ ...row, id: nodes.at(row.node), pairs: row.best.map((other): Pair => [nodes.at(row.node), nodes.at(other)]) }))
    const steps = await stepsOf(asking, walk, rows.flatMap(({ pairs }) => pairs))
    const sampled = found.sources === undefined ? [] : [
      `${grouped(found.entities)} 個對象裡以亂數種子 ${SEED} 抽 ${found.sources} 個為起點估計中介度；本頁標準誤最大 ${Math.max(0, ...rows.map(({ error }) => error ?? 0)).toPrecision(2)} (betweenness is estimated from ${found.sources} of ${grouped(found.entities)} entities, seed ${SEED}; the greatest standard error of this page is given).`,
    ]
    const left = ids === undefined ? 0 : ids.length - members!.length
    return {
      put: putOf('brokerage', given, { ...(ids && { set: ids }), ...namedIn(walk) }),
      title: set === undefined ? '誰居中牽線最多？' : `${set.slice(0, 3).map(({ name }) => `「${name}」`).join('、')}${set.length > 3 ? `等 ${grouped(set.length)} 個` : ''}各居中牽線多少？`,
      text: rows.length === 0 ? '沒有可以計算的關係。' : `在 ${grouped(found.entities)} 個對象、${found.edges} 條連結的網裡，居中牽線最多的是「${refs.get(rows[0]!.id)!.name}」。`,
      columns: [
        { key: 'entity', label: { 'zh-Hant': '對象', en: 'entity' } },
        { key: 'betweenness', label: { 'zh-Hant': '中介度', en: 'betweenness' } },
        ...(found.sources === undefined ? [] : [{ key: 'error', label: { 'zh-Hant': '標準誤', en: 'standard error' } }]),
        { key: 'neighbours', label: { 'zh-Hant': '往來對象數', en: 'neighbours' } },
        { key: 'constraint', label: { 'zh-Hant': '結構限制', en: 'constraint' } },
        { key: 'effectiveSize', label: { 'zh-Hant': '有效規模', en: 'effective size' } },
        { key: 'articulation', label: { 'zh-Hant': '斷點', en: 'articulation point' } },
      ],
      rows: rows.map(({ id, pairs, betweenness, error, neighbours, constraint, effectiveSize, articulation }) => ({
        cells: {
          entity: refs.get(id)!, betweenness, ...(error === undefined ? {} : { error }), neighbours,
          constraint: constraint ?? null, effectiveSize: effectiveSize ?? null, articulation: articulation ? '是' : '',
        },
        relations: relationsOfPairs(steps, pairs),
      })),
      total: found.total, ...pageAt(start, first, found.total), searched: await searched(asking, walk),
      notes: [
        ...sampled, SHOWN_NOTE,
        ...(left === 0 ? [] : [`有 ${grouped(left)} 個不屬於這些種類，沒有計算 (${grouped(left)} are of other kinds and left out).`]),
      ],
    }
  },
})
