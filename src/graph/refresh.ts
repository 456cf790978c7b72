import { concernedBy } from '../model/concerned.ts'
import type { Id } from '../model/ids.ts'
import type { GraphStore } from './port.ts'

export interface Refresh {
  /** What comes after this sequence is not in it. */
  readonly sequence: number
  /** The changeset at it. */
  readonly anchor: Id
  /** Words were destroyed among what is in it. */
  readonly redacted: boolean
  /** Entities and contents whose documents may have changed: those that `indexable` leaves out are to be dropped. */
  readonly ids: readonly Id[]
}

/** Ids given at once: some changesets belong together, because the same things are concerned again and again. */
const ENOUGH = 5_000

/**
 * What an index that follows the log up to `after` must look at again, in the order of the log; at its end
 * also where that is nothing, so that the index knows how far it is. It may say more than changed, never less; `indexable` is to be asked after it was given, and answers for what stands then.
 */
export async function* refreshes(graph: Pick<GraphStore, 'replay' | 'companions'>, after: number): AsyncGenerator<Refresh> {
  const [entities, contents] = [new Set<Id>(), new Set<Id>()]
  let [sequence, given, anchor] = [after, after, '']
  let redacted = false
  const gathered = async (): Promise<Refresh> => {
    const ids = [...new Set([...entities, ...contents, ...(await graph.companions([...entities]))])]
    entities.clear()
    contents.clear()
    const refresh = { sequence, anchor, redacted, ids }
    redacted = false
    return refresh
  }
  for await (const changeset of graph.replay(after)) {
    const concerned = concernedBy([changeset])
    for (const id of concerned.entities) entities.add(id)
    for (const id of concerned.contents) contents.add(id)
    sequence = changeset.sequence
    anchor = changeset.id
    redacted ||= changeset.operations.some(({ op }) => op === 'redact')
    if (entities.size + contents.size < ENOUGH) continue
    given = sequence
    yield await gathered()
  }
  if (sequence > given) yield await gathered()
}
