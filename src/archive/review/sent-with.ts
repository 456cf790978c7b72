import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'

/** Versions looked through for those that are the author's. */
const VERSIONS = 200

/**
 * What an author sent together with a record of theirs, at first or when they mended it, and what stands as it does: what
 * is given back together is mended and sent again together. Without the record itself.
 */
export async function sentWith(graph: Pick<GraphStore, 'heads' | 'history' | 'changeset'>, { account, viewer }: Actor, { id, state }: Pick<Head, 'id' | 'state'>): Promise<Head[]> {
  const ids: Id[] = []
  let looked = 0
  for await (const { changeset, actor } of every((page) => graph.history(id, viewer, page), 20)) {
    if (actor === account) ids.push(changeset)
    if (++looked > VERSIONS) break
  }
  const sent = new Set<Id>()
  for (const changeset of ids) for (const operation of (await graph.changeset({ id: changeset }))?.operations ?? []) sent.add(operation.id)
  const heads = await graph.heads([...sent], viewer)
  return [...heads.values()].filter((head) => head.id !== id && head.state === state && head.record?.by === account)
}
