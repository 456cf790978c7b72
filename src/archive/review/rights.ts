import type { Actor } from '../../model/actor.ts'
import type { Head } from '../../model/changeset.ts'
import { conflict, forbidden, notFound } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { allowed, demand } from '../../model/permissions.ts'
import { concernOfHead } from '../access/concern.ts'

const isTheirs = (actor: Actor, { record }: Head): boolean => record?.by !== undefined && record.by === actor.account

/** Whether somebody may decide on this, if it waits. */
export const maySettle = (actor: Actor | undefined, head: Head): boolean =>
  actor !== undefined && head.state === 'proposed' && !isTheirs(actor, head) && allowed(actor, 'settle', concernOfHead(head))

/**
 * Somebody decides on what waits (SEMANTICS 2): a steward of each strict protocol under all, of one under any, else a
 * librarian; nobody on what they submitted themselves.
 * @param head as they see it
 * @throws NOT_FOUND, UNAUTHENTICATED, FORBIDDEN, CONFLICT where it does not wait (any more)
 */
export function demandSettle(actor: Actor | undefined, id: Id, head: Head | undefined): Head {
  if (head === undefined || head.record === null) throw notFound(id)
  demand(actor, 'settle', concernOfHead(head))
  if (isTheirs(actor, head)) throw forbidden('自己提的，要由別人決定 (whoever submitted it does not decide on it)')
  if (head.state !== 'proposed') throw conflict(`這一項不在待審：它是 ${head.state} (is not proposed any more)`, { id, state: head.state })
  return head
}
