import { loggedAs, type Actor } from '../../model/actor.ts'
import type { Operation } from '../../model/changeset.ts'
import { newId } from '../../model/ids.ts'
import type { AccessPorts } from './ports.ts'

/** One change of what the archive keeps about itself. */
export async function commit({ graph, origin = 'api' }: Pick<AccessPorts, 'graph' | 'origin'>, actor: Actor, reason: string, ...operations: Operation[]): Promise<void> {
  await graph.commit({ id: newId(), actor: loggedAs(actor), reason, origin, operations })
}

/** Who submitted a record; nothing of what no account did. */
export const authorOf = ({ account }: Actor): { readonly by?: string } => (account === 'maintenance' ? {} : { by: account })

/** Fields of a record after a change: what is null is taken away, what is absent stays. */
export function changed<T extends object>(record: T, change: { readonly [K in keyof T]?: T[K] | null | undefined }): T {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  return Object.fromEntries(Object.entries({ ...record, ...Object.fromEntries(given) }).filter(([, value]) => value !== null)) as T
}
