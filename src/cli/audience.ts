import { audienceOf } from '../archive/access/audiences.ts'
import type { Table } from '../archive/access/table.ts'
import type { Actor } from '../model/actor.ts'
import type { Audience } from '../model/audience.ts'

/**
 * `everyone`, `耆老` (a protocol by its label or id), `耆老+廟會` (members of both) or `耆老|廟會` (of either).
 * @param table all communities and protocols; the actor names those that they may know of
 * @throws BAD_USER_INPUT, AMBIGUOUS_NAME
 */
export function readAudience(table: Table, { viewer }: Pick<Actor, 'viewer'>, text: string): Audience {
  const any = text.includes('|')
  const protocols = text.split(any ? '|' : '+').map((name) => name.trim()).filter((name) => name !== '')
  return audienceOf(table, viewer, { mode: any ? 'any' : 'all', protocols }, '--audience')
}
