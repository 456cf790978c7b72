import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore } from '../port.ts'
import { noAccount } from '../refusals.ts'
import { reportOf, reportRow, settledRow, type ReportRow } from '../rows.ts'

const FIELDS = 'id, record, reason, reported_by AS "by", contact, created_at AS createdAt, purge_at AS purgeAt, settled_at AS settledAt, settled_by AS settledBy, outcome, note'
const IS_THERE = 'SELECT id FROM account WHERE id = ?'
const INSERT = 'INSERT INTO report (id, record, reason, reported_by, contact, created_at, purge_at, settled_at, settled_by, outcome, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)'
const ONE = `SELECT ${FIELDS} FROM report WHERE id = ?`
const LIST = `SELECT ${FIELDS} FROM report WHERE id > ?1 AND (settled_at IS NOT NULL) = ?2 AND (?3 IS NULL OR record = ?3) ORDER BY id LIMIT ?4`
const SETTLE = 'UPDATE report SET settled_at = ?2, settled_by = ?3, outcome = ?4, note = ?5 WHERE id = ?1 AND settled_at IS NULL'

export function reports(file: SqliteFile): Pick<AccountStore, 'addReport' | 'report' | 'reports' | 'settleReport'> {
  return {
    addReport: async (report) => file.whole(() => {
      const { id, record, reason, by, contact, createdAt, purgeAt, settledAt, settledBy, outcome, note } = reportRow(report)
      if (by !== null && file.row(IS_THERE, by) === undefined) throw noAccount(by)
      file.run(INSERT, id, record, reason, by, contact, createdAt, purgeAt, settledAt, settledBy, outcome, note)
    }),
    report: async (id) => {
      const row = file.row<ReportRow>(ONE, id)
      return row && reportOf(row)
    },
    reports: async ({ record, settled = false } = {}, { first = 100, after = '' } = {}) => file.rows<ReportRow>(LIST, after, settled ? 1 : 0, record ?? null, first).map(reportOf),
    settleReport: async (id, settled) => {
      const { settledAt, settledBy, outcome, note } = settledRow(settled)
      return file.run(SETTLE, id, settledAt, settledBy, outcome, note) > 0
    },
  }
}
