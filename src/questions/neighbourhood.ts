import type { EntityRef, RelationView, WalkFilter } from '../graph/port.ts'
import type { Id } from '../model/ids.ts'
import type { Kind } from '../model/records.ts'
import { badCursor } from '../model/errors.ts'
import { isId } from '../model/ids.ts'
import { whole } from './arguments.ts'
import type { Asking } from './context.ts'
import { stepsOf } from './shown-steps.ts'

/** Somebody at one step from another, and the relations that make it. */
export interface Near {
  readonly entity: EntityRef
  readonly relations: readonly RelationView[]
}

export interface Neighbourhood {
  readonly items: readonly Near[]
  /** Of these kinds, on all pages. */
  readonly total: number
  readonly endCursor?: string
  readonly hasNextPage: boolean
}

/**
 * Who stands at one step from an entity, those of most relations with it first: a hub's thousands page by page.
 * @param kinds default all
 * @throws BAD_USER_INPUT (`first`, `after`)
 */
export async function neighbourhood(asking: Asking, center: Id, walk: WalkFilter, { kinds = [], first, after }: { readonly kinds?: readonly Kind[]; readonly first?: number | null; readonly after?: string | null }): Promise<Neighbourhood> {
  const behind = after == null || after === '' ? undefined : placeOf(after)
  const list = { ring: 1, first: whole('first', first, 20, 1, 100), ...(kinds.length === 0 ? {} : { kinds }), ...(behind === undefined ? {} : { after: behind }) }
  const { rows, listed, hasNextPage } = await asking.graph.rings({ ...walk, center, rings: 1, list }, asking.viewer, asking.signal)
  const steps = await stepsOf(asking, walk, rows.map(({ id }) => [center, id] as const))
  const last = rows.at(-1)
  return {
    items: rows.map(({ id, entity }) => ({ entity, relations: steps.get(`${center} ${id}`)?.relations ?? [] })),
    total: listed, hasNextPage, ...(last === undefined ? {} : { endCursor: Buffer.from(`${last.relations} ${last.id}`).toString('base64url') }),
  }
}

function placeOf(cursor: string): { readonly relations: number; readonly id: Id } {
  const [relations = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (!/^\d{1,9}$/.test(relations) || !isId(id)) throw badCursor()
  return { relations: Number(relations), id }
}

export interface Tie {
  readonly from: Id
  readonly to: Id
  readonly type: string
  /** All that makes it is only proposed. */
  readonly proposed: boolean
}

/** More relations than these among some hundred entities are not drawn. */
const MOST = 20_000

/**
 * What ties some entities to each other: of every type between two of them one tie.
 * @param ids what is hidden, gone or unknown is left out
 * @throws TOO_EXPENSIVE
 */
export async function ties(asking: Asking, ids: readonly Id[], walk: WalkFilter): Promise<{ readonly entities: readonly EntityRef[]; readonly ties: readonly Tie[] }> {
  const views = await asking.graph.entities(ids, asking.viewer)
  const entities = [...new Map([...views.values()].map(({ id, name, kind }) => [id, { id, name, kind }])).values()]
  if (entities.length < 2) return { entities, ties: [] }
  const among = entities.map(({ id }) => id)
  const all = await tiesOf(asking, among, walk)
  const sure = walk.includeProposed ? await tiesOf(asking, among, { ...walk, includeProposed: false }) : all
  return { entities, ties: [...all].sort(([x], [y]) => (x < y ? -1 : 1)).map(([key, tie]) => ({ ...tie, proposed: !sure.has(key) })) }
}

async function tiesOf(asking: Asking, among: readonly Id[], walk: WalkFilter): Promise<Map<string, Omit<Tie, 'proposed'>>> {
  const { nodes, from, to, type, types } = await asking.graph.project({ ...walk, among, most: MOST }, asking.viewer, asking.signal)
  const found = new Map<string, Omit<Tie, 'proposed'>>()
  for (let i = 0; i < from.length; i++) {
    const tie = { from: nodes.at(from[i]!), to: nodes.at(to[i]!), type: types[type[i]!]! }
    if (tie.from !== tie.to) found.set(`${tie.from} ${tie.type} ${tie.to}`, tie)
  }
  return found
}
