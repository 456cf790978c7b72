import { z } from 'zod'
import { grouped } from '../model/numbers.ts'
import type { Kind } from '../model/records.ts'
import type { Answer } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import { searched } from './searched.ts'
import { kind } from './kind.ts'
import { computed } from './networks/computed.ts'
import { pageAt, placeAfter } from './place.ts'
import { putOf } from './put.ts'
import * as shapes from './shapes.ts'
import { refsOf, relationsOfPairs, SHOWN_NOTE, stepsOf, type Pair } from './shown-steps.ts'
import { entitiesNamed, namedIn, walkOf } from './walk.ts'

/** Louvain's graph takes a kilobyte for each. */
const MOST_RELATIONS = 300_000

const SHAPE = {
  around: shapes.names.nullish().describe('這些的周圍；不給就是全部 (around these; default: all)'),
  hops: z.number().int().nullish().describe('周圍幾步，1 到 4；不給就是 2 (steps around them, 1 to 4; default 2)'),
  kinds: shapes.kinds, ...shapes.WALK, first: shapes.first, after: shapes.after,
}

/** Which groups hold together: exactly as docs/questions.md. */
export const communitiesKind = kind({
  name: 'communities',
  summary: { 'zh-Hant': '分成哪幾群？', en: 'Which groups hold together?' },
  shape: SHAPE,
  words: ['around'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const hops = whole('hops', given.hops, 2, 1, 4)
    const start = placeAfter(given.after)
    const walk = await walkOf(asking, given)
    const around = given.around?.length ? await entitiesNamed(asking, given.around, 'around') : undefined
    const ids = around?.map(({ id }) => id)
    const kinds = given.kinds?.length ? kindsOf(given.kinds, []) : around === undefined ? (['Organization'] as const satisfies readonly Kind[]) : undefined
    const { nodes, from, to } = await asking.graph.project({ ...walk, ...(ids && { around: { ids, hops } }), ...(kinds && { kinds }), most: MOST_RELATIONS }, asking.viewer, asking.signal)
    const found = await computed({ what: 'communities', graph: { size: nodes.length, from, to }, start, first }, asking.signal)
    const groups = found.rows.map((row) => ({ ...row, pairs: row.ties.map(([one, other]): Pair => [nodes.at(one), nodes.at(other)]) }))
    const refs = await refsOf(asking, groups.flatMap(({ best }) => best.map((place) => nodes.at(place))))
    const steps = await stepsOf(asking, walk, groups.flatMap(({ pairs }) => pairs))
    return {
      put: putOf('communities', given, { ...(ids && { around: ids }), ...namedIn(walk) }),
      title: around === undefined ? '分成哪幾群？' : `${around.map(({ name }) => `「${name}」`).join('、')}周圍分成哪幾群？`,
      text: found.total === 0 ? '沒有可以分群的關係。' : `${grouped(found.entities)} 個對象分成 ${found.total} 群，最大的一群有 ${grouped(found.rows[0]?.members ?? 0)} 個。`,
      columns: [
        { key: 'named', label: { 'zh-Hant': '代表', en: 'named by' } },
        { key: 'members', label: { 'zh-Hant': '成員數', en: 'members' } },
        { key: 'inside', label: { 'zh-Hant': '群內連結', en: 'ties inside' } },
        { key: 'outside', label: { 'zh-Hant': '對外連結', en: 'ties to others' } },
      ],
      rows: groups.map(({ best, members, inside, outside, pairs }) => ({
        cells: { named: best.flatMap((place) => refs.get(nodes.at(place)) ?? []), members, inside, outside },
        relations: relationsOfPairs(steps, pairs),
      })),
      total: found.total, ...pageAt(start, first, found.total), searched: await searched(asking, walk),
      notes: [
        `模組度 ${found.modularity.toFixed(4)}（Louvain，固定種子） (modularity; Louvain with fixed seeds).`, SHOWN_NOTE,
        ...(found.alone === 0 ? [] : [`另有 ${found.alone} 個與誰都沒有關係 (${found.alone} more have no relations).`]),
      ],
    }
  },
})
