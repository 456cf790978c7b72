import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { OPEN_PROTOCOLS, type Audience } from '../../model/audience.ts'
import { forbidden, notFound, unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand, type Action, type Concern } from '../../model/permissions.ts'

/** Whose affair something of this audience is, besides the archive's: of the stewards of its protocols. */
export function concernOf({ mode, protocols }: Audience): Concern | undefined {
  const groups = protocols.filter((protocol) => !(OPEN_PROTOCOLS as readonly string[]).includes(protocol))
  return groups.length === 0 ? undefined : { mode, groups }
}

/**
 * The actor reads each of these records, and may do this to it; nobody settles what they submitted themselves.
 * @throws NOT_FOUND for what the actor cannot read, UNAUTHENTICATED, FORBIDDEN
 */
export async function demandFor(graph: Pick<GraphStore, 'heads'>, actor: Actor | undefined, action: Action, ids: readonly Id[]): Promise<void> {
  if (actor === undefined) throw unauthenticated()
  const heads = await graph.heads([...new Set(ids)], actor.viewer)
  for (const id of ids) {
    const head = heads.get(id)
    if (head === undefined) throw notFound(id)
    demand(actor, action, concernOf(head.audience))
    if (action === 'settle' && head.record?.by === actor.account) throw forbidden('自己提的，要由別人決定 (whoever submitted it does not decide on it)')
  }
}
