import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { reportOf, reportRow, settledRow, type ReportRow } from '../rows.ts'
import { counted, lockAccount, locked } from './locks.ts'

export function reports(place: Neo4jPlace): Pick<AccountStore, 'addReport' | 'report' | 'reports' | 'settleReport'> {
  return {
    addReport: (report) => locked(place, async (transaction) => {
      const row = reportRow(report)
      if (row.by !== null) await lockAccount(transaction, row.by)
      await transaction.rows('create-report', { ...row })
    }),
    report: async (id) => {
      const row = await place.row<ReportRow>('report', { id })
      return row && reportOf(row)
    },
    reports: async ({ record, settled = false } = {}, { first = 100, after = '' } = {}) => (await place.rows<ReportRow>('reports', { after, settled, record: record ?? null, limit: first })).map(reportOf),
    settleReport: async (id, settled) => (await locked(place, (transaction) => counted(transaction, 'settle-report', { id, ...settledRow(settled) }))) > 0,
  }
}
