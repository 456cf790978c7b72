import { audienceOf } from '../archive/access/audiences.ts'
import { readTable } from '../archive/access/read-table.ts'
import type { GraphStore } from '../graph/port.ts'
import type { Actor } from '../model/actor.ts'
import type { Audience } from '../model/audience.ts'

/**
 * `everyone`, `耆老` (a protocol by its label or id), `耆老+廟會` (members of both) or `耆老|廟會` (of either).
 * @throws BAD_USER_INPUT, AMBIGUOUS_NAME
 */
export async function readAudience({ graph, actor }: { readonly graph: Pick<GraphStore, 'scan'>; readonly actor: Actor }, text: string): Promise<Audience> {
  const any = text.includes('|')
  const protocols = text.split(any ? '|' : '+').map((name) => name.trim()).filter((name) => name !== '')
  return audienceOf(await readTable(graph), actor.viewer, { mode: any ? 'any' : 'all', protocols }, '--audience')
}
