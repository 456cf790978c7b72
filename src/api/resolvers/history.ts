import type { Obstacle } from '../../archive/history/obstacles.ts'
import { restoreVersion, type Restoring } from '../../archive/history/restore.ts'
import { undo } from '../../archive/history/undo.ts'
import { differenceOf, toldDifference, type Version } from '../../archive/history/versions.ts'
import type { Id } from '../../model/ids.ts'
import { history as changes } from '../../questions/history.ts'
import type { RequestContext } from '../../http/context.ts'
import { writer } from '../../http/writing.ts'

type Paging = { readonly first?: number | null; readonly after?: string | null }

const iso = (ms: number): string => new Date(ms).toISOString()

export const history = {
  Query: {
    history: async (_: unknown, { id, ...paging }: { id: Id } & Paging, { asking }: RequestContext) => {
      const { items, endCursor, hasNextPage } = await changes(asking, id, paging)
      return { items: items.map((change) => ({ ...change, changed: toldDifference(change.changed) })), pageInfo: { endCursor: endCursor ?? null, hasNextPage } }
    },
    difference: (_: unknown, { id, from, to }: { id: Id; from?: string | null; to?: string | null }, { asking }: RequestContext) =>
      differenceOf(asking, id, { ...(from == null ? {} : { from }), ...(to == null ? {} : { to }) }),
    undoPreview: (_: unknown, { id }: { id: Id }, context: RequestContext) => undo(context.asking.graph, writer(context), id, { dryRun: true }),
  },
  Mutation: {
    revert: (_: unknown, { id, reason, whole }: { id: Id; reason?: string | null; whole?: boolean | null }, context: RequestContext) =>
      undo(context.asking.graph, writer(context), id, { origin: 'api', whole: whole === true, ...(reason == null || reason.trim() === '' ? {} : { reason: reason.trim() }) }),
    restore: (_: unknown, restoring: Restoring, context: RequestContext) =>
      restoreVersion({ graph: context.asking.graph, vocabulary: context.asking.vocabulary, directory: context.people().directory }, writer(context), restoring),
  },
  VersionMark: {
    at: ({ entry }: Version) => iso(entry.at),
    by: ({ entry }: Version, _: unknown, { nameOf }: RequestContext) => nameOf(entry.actor),
    reason: ({ entry }: Version) => entry.reason,
    state: ({ entry }: Version) => entry.state,
  },
  Obstacle: {
    at: ({ at }: Obstacle) => iso(at),
    by: ({ by }: Obstacle, _: unknown, { nameOf }: RequestContext) => nameOf(by),
  },
}
