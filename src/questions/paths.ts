import { z } from 'zod'
import type { EntityRef } from '../graph/port.ts'
import { inTurns } from '../graph/turns.ts'
import { badInput } from '../model/errors.ts'
import { grouped } from '../model/numbers.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import type { Answer, Searched } from '../graph/answer.ts'
import { searched } from './searched.ts'
import type { Asking } from './context.ts'
import { kind } from './kind.ts'
import { putOf } from './put.ts'
import { entityNamed } from './resolve.ts'
import { marked, type MarkedRoute } from '../graph/marked.ts'
import * as shapes from './shapes.ts'
import { checkAvoided, entitiesNamed, namedIn, walkOf, type WalkArguments } from './walk.ts'

export interface PathsArguments extends WalkArguments {
  /** Ids or names. */
  readonly from: string
  readonly to: string
  /** Ids or names of what every path passes, at most five, in any order. */
  readonly through?: readonly string[] | null | undefined
  readonly maxHops?: number | null
  readonly first?: number | null
}

export interface PathsAnswer {
  readonly from: EntityRef
  readonly to: EntityRef
  readonly through: readonly EntityRef[]
  readonly paths: readonly MarkedRoute[]
  /** There are more paths than shown, or the search was cut short. */
  readonly truncated: boolean
  readonly searched: Searched
}

/** Six steps have five entities between. */
const MOST_PASSED = 5

/** How one gets from one entity to another, best ways first: exactly as docs/questions.md. */
export async function paths(asking: Asking, args: PathsArguments): Promise<PathsAnswer> {
  const maxHops = whole('maxHops', args.maxHops, 4, 1, 6)
  const first = whole('first', args.first, 10, 1, MOST_ROWS)
  const walk = await walkOf(asking, args)
  const [from, to] = [await entityNamed(asking, args.from, 'from'), await entityNamed(asking, args.to, 'to')]
  if (from.id === to.id) throw badInput('to', `from and to are the same: 「${from.name}」`)
  const through = await entitiesNamed(asking, args.through ?? [], 'through')
  const end = through.find(({ id }) => id === from.id || id === to.id)
  if (end !== undefined) throw badInput('through', `「${end.name}」 is an end of the path; through takes what lies between`)
  if (through.length > MOST_PASSED) throw badInput('through', `through takes at most ${MOST_PASSED} entities: a path has at most six steps`)
  checkAvoided(walk, [from, to, ...through])
  const passed = through.length === 0 ? {} : { through: through.map(({ id }) => id) }
  const result = await asking.graph.paths({ ...walk, from: from.id, to: to.id, ...passed, maxHops, first }, asking.viewer, asking.signal)
  return { from, to, through, paths: await inTurns(result.paths, (route) => marked(route, walk.asOf), asking.signal), truncated: result.truncated, searched: await searched(asking, walk) }
}

/** `paths` as one of the family. */
export const pathsKind = kind({
  name: 'paths',
  summary: { 'zh-Hant': 'A 怎麼連到 B？', en: 'How does one get from A to B?' },
  shape: { from: shapes.name, to: shapes.name, through: shapes.names.nullish().describe('經由 (entities that every path passes)'), maxHops: z.number().int().nullish(), ...shapes.WALK, first: shapes.first },
  words: ['from', 'to'],
  answer: async (asking, given): Promise<Answer> => {
    const { from, to, through, paths: found, truncated, searched } = await paths(asking, given)
    const by = through.length === 0 ? '' : `經由${through.map(({ name }) => `「${name}」`).join('、')}`
    const steps = found[0]?.steps.length
    return {
      put: putOf('paths', given, { from: from.id, to: to.id, through: through.map(({ id }) => id), ...namedIn(searched) }),
      title: `「${from.name}」怎麼${by}連到「${to.name}」？`,
      text: steps === undefined ? `沒有找到從「${from.name}」${by}到「${to.name}」的路。` : `從「${from.name}」${by}到「${to.name}」最近 ${steps} 步，以下 ${grouped(found.length)} 條。`,
      columns: [
        { key: 'path', label: { 'zh-Hant': '路徑', en: 'path' } },
        { key: 'steps', label: { 'zh-Hant': '步數', en: 'steps' } },
      ],
      rows: found.map((route) => ({ cells: { path: [route.steps[0]!.from, ...route.steps.map((step) => step.to)], steps: route.steps.length }, routes: [route] })),
      total: found.length, searched, hasNextPage: truncated,
      notes: truncated ? ['還有更多，或受限於工作量沒有全部看過。'] : [],
    }
  },
})
