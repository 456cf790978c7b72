import { z } from 'zod'
import type { ConnectorRank, ConnectorsResult, EntityRef } from '../graph/port.ts'
import { inTurns } from '../graph/turns.ts'
import { badCursor, badInput } from '../model/errors.ts'
import { isId } from '../model/ids.ts'
import { grouped } from '../model/numbers.ts'
import type { Answer, Searched } from '../graph/answer.ts'
import { kindsOf, MOST_ROWS, whole } from './arguments.ts'
import type { Asking } from './context.ts'
import { connectorsNamed } from './connectors-named.ts'
import { kind } from './kind.ts'
import { kindsText } from './listing.ts'
import { putOf } from './put.ts'
import { entityNamed } from './resolve.ts'
import { marked, type MarkedRoute } from '../graph/marked.ts'
import { searched } from './searched.ts'
import * as shapes from './shapes.ts'
import { LEFT_OUT, leftOut, leftOutText } from './left-out.ts'
import { wanted } from './ways.ts'
import { checkAvoided, namedIn, walkOf, type WalkArguments } from './walk.ts'

export interface ConnectorsArguments extends WalkArguments {
  /** Ids or names. */
  readonly a: string
  readonly b: string
  readonly kinds?: readonly string[] | null
  /** Only those whose names end with one of these words. */
  readonly named?: readonly string[] | null
  /** Without those whose names end so. */
  readonly notNamed?: readonly string[] | null
  readonly maxHops?: number | null
  readonly first?: number | null
  readonly after?: string | null
  /** Routes shown for each connector; default 3. */
  readonly routes?: number | null
}

export interface ConnectorsAnswer {
  readonly a: EntityRef
  readonly b: EntityRef
  readonly total: number
  /** `total` is a lower bound, and no list is given (maxHops 5 and 6). */
  readonly truncated: boolean
  readonly nearest?: number
  readonly searched: Searched
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
  readonly connectors: readonly { readonly entity: EntityRef; readonly distance: number; readonly score: number; readonly routes: readonly MarkedRoute[] }[]
}

/** Which entities connect a and b: exactly as docs/questions.md. */
export async function connectors(asking: Asking, args: ConnectorsArguments): Promise<ConnectorsAnswer> {
  const maxHops = whole('maxHops', args.maxHops, 4, 2, 6)
  const first = whole('first', args.first, 20, 1, MOST_ROWS)
  const routes = whole('routes', args.routes, 3, 1, 20)
  const walk = await walkOf(asking, args)
  const kinds = kindsOf(args.kinds, ['Organization'])
  const after = args.after == null || args.after === '' ? undefined : readCursor(args.after)
  const [a, b] = [await entityNamed(asking, args.a, 'a'), await entityNamed(asking, args.b, 'b')]
  if (a.id === b.id) throw badInput('b', `a and b are the same: 「${a.name}」`)
  checkAvoided(walk, [a, b])
  const query = { ...walk, a: a.id, b: b.id, kinds, maxHops, first, routes, ...(after === undefined ? {} : { after }) }
  const without = await leftOut(asking, { notNamed: args.notNamed })
  const isNamed = wanted([], args.named ?? [])
  const result = await (args.named?.length || args.notNamed?.length ? connectorsNamed(asking, query, (entity) => isNamed(entity) && without.fits(entity)) : asking.graph.connectors(query, asking.viewer, asking.signal))
  return {
    a, b,
    total: result.total,
    truncated: result.atLeast,
    ...(result.nearest === undefined ? {} : { nearest: result.nearest }),
    searched: await searched(asking, walk),
    pageInfo: { endCursor: cursorOf(result), hasNextPage: result.hasNextPage },
    connectors: await inTurns(result.rows, (row) => ({ entity: row.entity, distance: row.distance, score: scoreOf(row.strength), routes: row.routes.map((route) => marked(route, walk.asOf)) }), asking.signal),
  }
}

/** Strength as a share of all that could have arrived, 2^100. For reading; the order is by the integer. */
const scoreOf = (strength: bigint): number => Number(strength) / 2 ** 100

function cursorOf(result: ConnectorsResult): string | null {
  const last = result.rows.at(-1)
  return last === undefined ? null : Buffer.from(`${last.distance} ${last.strength} ${last.id}`).toString('base64url')
}

function readCursor(cursor: string): ConnectorRank {
  const [distance = '', strength = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (!/^\d$/.test(distance) || !/^\d{1,31}$/.test(strength) || !isId(id)) throw badCursor()
  return { distance: Number(distance), strength: BigInt(strength), id }
}

const SHAPE = {
  a: shapes.name, b: shapes.name, kinds: shapes.kinds, named: shapes.named, notNamed: LEFT_OUT.notNamed,
  maxHops: z.number().int().nullish(), ...shapes.WALK,
  first: shapes.first, after: shapes.after, routes: z.number().int().nullish(),
}

/** `connectors` as one of the family. */
export const connectorsKind = kind({
  name: 'connectors',
  summary: { 'zh-Hant': '哪些組織連結 A 與 B？', en: 'Which entities connect A and B?' },
  shape: SHAPE,
  words: ['a', 'b'],
  answer: async (asking, given): Promise<Answer> => {
    const { a, b, total, truncated, nearest, searched, pageInfo, connectors: rows } = await connectors(asking, given)
    const among = truncated ? `至少有 ${grouped(total)} 個${nearest === undefined ? '' : `，最近的相距 ${nearest} 步`}` : `有 ${grouped(total)} 個`
    return {
      put: putOf('connectors', given, { a: a.id, b: b.id, ...namedIn(searched) }),
      title: `${leftOutText([], given.notNamed)}哪些${kindsText(kindsOf(given.kinds, ['Organization']), given.named ?? [], asking.vocabulary, '組織')}連結「${a.name}」與「${b.name}」？`,
      text: total === 0 ? `沒有找到連結「${a.name}」與「${b.name}」的。` : `連結「${a.name}」與「${b.name}」的${among}。`,
      columns: [
        { key: 'entity', label: { 'zh-Hant': '連結者', en: 'connector' } },
        { key: 'distance', label: { 'zh-Hant': '步數', en: 'steps' } },
        { key: 'score', label: { 'zh-Hant': '強度', en: 'strength' } },
      ],
      rows: rows.map(({ entity, distance, score, routes }) => ({ cells: { entity, distance, score }, routes })),
      total, searched, hasNextPage: pageInfo.hasNextPage, ...(pageInfo.endCursor === null ? {} : { endCursor: pageInfo.endCursor }),
      notes: truncated ? ['步數這麼多時不逐一列出；四步以內才列。'] : [],
    }
  },
})
