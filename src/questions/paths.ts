import type { EntityRef, Route } from '../graph/port.ts'
import { badInput } from '../model/errors.ts'
import { MOST_ROWS, walkOf, whole, type WalkArguments } from './arguments.ts'
import { searched, type Searched } from './connectors.ts'
import type { Asking } from './context.ts'
import { entityNamed } from './resolve.ts'

export interface PathsArguments extends WalkArguments {
  /** Ids or names. */
  readonly from: string
  readonly to: string
  readonly maxHops?: number | null
  readonly first?: number | null
}

export interface PathsAnswer {
  readonly from: EntityRef
  readonly to: EntityRef
  readonly paths: readonly Route[]
  /** There are more paths than shown, or the search was cut short. */
  readonly truncated: boolean
  readonly searched: Searched
}

/** How one gets from one entity to another, best ways first: exactly as docs/questions.md. */
export async function paths(asking: Asking, args: PathsArguments): Promise<PathsAnswer> {
  const maxHops = whole('maxHops', args.maxHops, 4, 1, 6)
  const first = whole('first', args.first, 10, 1, MOST_ROWS)
  const walk = walkOf(asking, args)
  const [from, to] = [await entityNamed(asking, args.from, 'from'), await entityNamed(asking, args.to, 'to')]
  if (from.id === to.id) throw badInput('to', `from and to are the same: 「${from.name}」`)
  const result = await asking.graph.paths({ ...walk, from: from.id, to: to.id, maxHops, first }, asking.viewer, asking.signal)
  return { from, to, ...result, searched: await searched(asking, walk) }
}
