import type { EntityView, GraphStore } from '../../graph/port.ts'
import { every } from '../../graph/every.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { DistinctionRecord } from '../../model/records.ts'

/** An entity and all that the viewer sees merged into it. */
export const groupOf = ({ id, merged }: EntityView): Id[] => [id, ...merged.map((one) => one.id)]

/** A distinction as it stands. */
export type Distinction = Head & { readonly record: DistinctionRecord }

/** What somebody found of these: that they, or what was merged with them, are not the same. Among what the viewer sees. */
export async function distinctionsBetween(graph: Pick<GraphStore, 'naming'>, viewer: Viewer, one: EntityView, other: EntityView): Promise<Distinction[]> {
  const theirs = new Set(groupOf(other))
  return (await distinctionsOf(graph, viewer, groupOf(one))).filter(({ record }) => theirs.has(record.one) || theirs.has(record.other))
}

/** Every distinction about one of these, once. */
export async function distinctionsOf(graph: Pick<GraphStore, 'naming'>, viewer: Viewer, ids: readonly Id[]): Promise<Distinction[]> {
  const found = new Map<Id, Distinction>()
  for (const id of ids) {
    for await (const head of every((page) => graph.naming(id, ['distinction'], viewer, page), 200)) {
      if (head.record?.type === 'distinction' && head.state === 'published') found.set(head.id, head as Distinction)
    }
  }
  return [...found.values()]
}
