import type { Settled } from '../../accounts/port.ts'
import { report, reports as waiting, settleReport, type Reporting, type ShownReport } from '../../archive/contribute/reports.ts'
import { takeDown } from '../../archive/contribute/takedown.ts'
import type { Id } from '../../model/ids.ts'
import type { RequestContext } from '../../http/context.ts'

const iso = (ms: number): string => new Date(ms).toISOString()
const ports = ({ asking, people }: RequestContext): { graph: RequestContext['asking']['graph']; accounts: ReturnType<RequestContext['people']>['accounts'] } => ({ graph: asking.graph, accounts: people().accounts })

export const reports = {
  Query: {
    reports: (_: unknown, { settled, first, after }: { settled?: boolean | null; first?: number | null; after?: Id | null }, context: RequestContext) =>
      waiting(ports(context), context.actor, { settled: settled ?? false, ...(first == null ? {} : { first }), ...(after == null ? {} : { after }) }),
  },
  Mutation: {
    report: async (_: unknown, reporting: Reporting, context: RequestContext) => {
      await report(ports(context), context.actor, context.asking.viewer, reporting, context.visit().from)
      return true
    },
    settleReport: async (_: unknown, { id, note }: { id: Id; note: string }, context: RequestContext) => {
      await settleReport(ports(context), context.actor, id, note)
      return true
    },
    redact: (_: unknown, asked: { id: Id; reason: string; confirm: string }, context: RequestContext) => takeDown({ ...ports(context), ...context.takedown() }, context.actor, asked),
  },
  Report: {
    by: ({ by }: ShownReport, _: unknown, { nameOf }: RequestContext) => (by === undefined ? null : nameOf(by)),
    createdAt: ({ createdAt }: ShownReport) => iso(createdAt),
  },
  Settled: {
    at: ({ at }: Settled) => iso(at),
    by: ({ by }: Settled, _: unknown, { nameOf }: RequestContext) => (by === undefined ? null : nameOf(by)),
  },
}
