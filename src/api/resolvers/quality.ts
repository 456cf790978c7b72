import { confirmEvidence } from '../../archive/quality/confirm.ts'
import type { QualityPorts } from '../../archive/quality/finding.ts'
import { queueCounts, queuePage, type QueueCount } from '../../archive/quality/page.ts'
import { demandQueue, QUEUES, queuesFor, type QueueName } from '../../archive/quality/queues.ts'
import type { Id } from '../../model/ids.ts'
import { MOST_ROWS, whole } from '../../questions/arguments.ts'
import type { Asking } from '../../questions/context.ts'
import { entityNamed } from '../../questions/resolve.ts'
import type { RequestContext } from '../../http/context.ts'

type Filter = { readonly types?: readonly string[] | null; readonly collection?: string | null }
type Paging = { readonly first?: number | null; readonly after?: string | null }

export const quality = {
  Query: {
    quality: async (_: unknown, { queue, first, after, ...filter }: Filter & Paging & { queue: QueueName }, context: RequestContext) => {
      const { asking } = context
      demandQueue(context.actor, queue)
      const { items, endCursor, hasNextPage } = await queuePage(portsOf(context), asking.viewer, { queue, ...(await filterOf(asking, filter)), first: whole('first', first, 20, 1, MOST_ROWS), ...(after == null || after === '' ? {} : { after }) })
      return { items, pageInfo: { endCursor: endCursor ?? null, hasNextPage } }
    },
    qualityCounts: async (_: unknown, { queues, ...filter }: Filter & { queues?: readonly QueueName[] | null }, context: RequestContext) =>
      queueCounts(portsOf(context), context.asking.viewer, await filterOf(context.asking, filter), queuesFor(context.actor).filter((one) => queues == null || queues.includes(one))),
  },
  Mutation: {
    confirmEvidence: (_: unknown, { key, reason, evidence }: { key: string; reason?: string | null; evidence: readonly Id[] }, { asking: { graph, vocabulary }, actor, people }: RequestContext) =>
      confirmEvidence({ graph, vocabulary, directory: people().directory }, actor, { key, evidence, ...(reason == null ? {} : { reason }) }),
  },
  QualityCount: {
    label: ({ queue }: QueueCount) => QUEUES[queue].label['zh-Hant'],
    english: ({ queue }: QueueCount) => QUEUES[queue].label.en,
  },
}

const portsOf = ({ asking: { graph, vocabulary }, links }: RequestContext): QualityPorts => ({ graph, vocabulary, ...(links === undefined ? {} : { links }) })

async function filterOf(asking: Asking, { types, collection }: Filter): Promise<{ types?: readonly string[]; collection?: Id }> {
  return { ...(types?.length ? { types } : {}), ...(collection == null ? {} : { collection: (await entityNamed(asking, collection, 'collection')).id }) }
}
