import type { GraphStore } from '../../graph/port.ts'
import { loggedAs, type Actor } from '../../model/actor.ts'
import type { Origin } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { allowed } from '../../model/permissions.ts'
import { concernOf, demandUndo } from '../access/concern.ts'
import { revertBatch, revertChangeset, type RevertOptions, type RevertReport } from './revert.ts'

export interface UndoOptions extends Pick<RevertOptions, 'reason' | 'whole' | 'dryRun' | 'onProgress'> {
  readonly origin?: Origin
}

/**
 * Undoes a batch or a changeset as somebody. What they see of it must be theirs to publish.
 * @throws NOT_FOUND also where they see nothing of it, UNAUTHENTICATED, FORBIDDEN, CONFLICT as `revertBatch`
 */
export async function undo(graph: GraphStore, actor: Actor | undefined, id: Id, options: UndoOptions = {}): Promise<RevertReport> {
  await demandUndo(graph, actor, id)
  const settings: RevertOptions = { ...options, actor: loggedAs(actor!), viewer: actor!.viewer, may: (audience) => allowed(actor!, 'publish', concernOf(audience)) }
  return (await graph.batches({ id })).length > 0 ? revertBatch(graph, id, settings) : revertChangeset(graph, id, settings)
}
