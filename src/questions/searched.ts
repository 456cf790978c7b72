import type { Searched } from '../graph/answer.ts'
import type { WalkFilter } from '../graph/port.ts'
import type { Asking } from './context.ts'

/** What is looked through: of the wanted types, all that the viewer sees. */
export async function searched(asking: Asking, walk: WalkFilter): Promise<Searched> {
  asking.signal?.throwIfAborted()
  const { relations } = await asking.graph.statistics(asking.viewer)
  return { ...walk, relations: walk.types.reduce((sum, type) => sum + (relations[type] ?? 0), 0) }
}
