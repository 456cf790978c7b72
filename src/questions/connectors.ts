import type { ConnectorRank, ConnectorsResult, EntityRef, Route } from '../graph/port.ts'
import { badInput } from '../model/errors.ts'
import { isId } from '../model/ids.ts'
import { kindsOf, MOST_ROWS, walkOf, whole, type Walk, type WalkArguments } from './arguments.ts'
import type { Asking } from './context.ts'
import { entityNamed } from './resolve.ts'

export interface ConnectorsArguments extends WalkArguments {
  /** Ids or names. */
  readonly a: string
  readonly b: string
  readonly kinds?: readonly string[] | null
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
  readonly connectors: readonly { readonly entity: EntityRef; readonly distance: number; readonly score: number; readonly routes: readonly Route[] }[]
}

/** What was looked through: so that an answer without rows still says something. */
export interface Searched extends Walk {
  readonly relations: number
}

/** Which entities connect a and b: exactly as docs/questions.md. */
export async function connectors(asking: Asking, args: ConnectorsArguments): Promise<ConnectorsAnswer> {
  const maxHops = whole('maxHops', args.maxHops, 4, 2, 6)
  const first = whole('first', args.first, 20, 1, MOST_ROWS)
  const routes = whole('routes', args.routes, 3, 1, 20)
  const walk = walkOf(asking, args)
  const kinds = kindsOf(args.kinds, ['Organization'])
  const after = args.after == null || args.after === '' ? undefined : readCursor(args.after)
  const [a, b] = [await entityNamed(asking, args.a, 'a'), await entityNamed(asking, args.b, 'b')]
  if (a.id === b.id) throw badInput('b', `a and b are the same: 「${a.name}」`)
  const result = await asking.graph.connectors(
    { ...walk, a: a.id, b: b.id, kinds, maxHops, first, routes, ...(after === undefined ? {} : { after }) },
    asking.viewer, asking.signal,
  )
  return {
    a, b,
    total: result.total,
    truncated: result.atLeast,
    ...(result.nearest === undefined ? {} : { nearest: result.nearest }),
    searched: await searched(asking, walk),
    pageInfo: { endCursor: cursorOf(result), hasNextPage: result.hasNextPage },
    connectors: result.rows.map((row) => ({ entity: row.entity, distance: row.distance, score: scoreOf(row.strength), routes: row.routes })),
  }
}

export async function searched(asking: Asking, walk: Walk): Promise<Searched> {
  const { relations } = await asking.graph.statistics(asking.viewer)
  return { ...walk, relations: walk.types.reduce((sum, type) => sum + (relations[type] ?? 0), 0) }
}

/** Strength as a share of all that could have arrived, 2^100. For reading; the order is by the integer. */
const scoreOf = (strength: bigint): number => Number(strength) / 2 ** 100

function cursorOf(result: ConnectorsResult): string | null {
  const last = result.rows.at(-1)
  return last === undefined ? null : Buffer.from(`${last.distance} ${last.strength} ${last.id}`).toString('base64url')
}

function readCursor(cursor: string): ConnectorRank {
  const [distance = '', strength = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (!/^\d$/.test(distance) || !/^\d{1,31}$/.test(strength) || !isId(id)) throw badInput('after', 'after is not a cursor of this question; take pageInfo.endCursor of the page before')
  return { distance: Number(distance), strength: BigInt(strength), id }
}
