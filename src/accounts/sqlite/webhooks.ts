import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore, Webhook } from '../port.ts'
import { noAccount } from '../refusals.ts'
import { webhookOf, webhookRow, withChange, type WebhookRow } from '../rows.ts'

const FIELDS = 'id, account, name, address, secret, created_at AS createdAt, position, failures, failing_since AS failingSince, disabled_at AS disabledAt, results'
const INSERT = `INSERT INTO webhook (id, account, name, address, secret, created_at, position, failures, failing_since, disabled_at, results)
  SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM account WHERE id = ?2`
const ONE = `SELECT ${FIELDS} FROM webhook WHERE id = ?`
const LIST = `SELECT ${FIELDS} FROM webhook WHERE account = ? ORDER BY id`
const EVERY = `SELECT ${FIELDS} FROM webhook WHERE id > ? ORDER BY id LIMIT ?`
const SET = 'UPDATE webhook SET position = ?2, failures = ?3, failing_since = ?4, disabled_at = ?5, results = ?6 WHERE id = ?1'
const DELETE = 'DELETE FROM webhook WHERE account = ?1 AND id = ?2'

export function webhooks(file: SqliteFile): Pick<AccountStore, 'addWebhook' | 'webhook' | 'webhooks' | 'everyWebhook' | 'changeWebhook' | 'dropWebhook'> {
  const one = (id: string): Webhook | undefined => {
    const row = file.row<WebhookRow>(ONE, id)
    return row && webhookOf(row)
  }
  return {
    addWebhook: async (webhook) => {
      const { id, account, name, address, secret, createdAt, position, failures, failingSince, disabledAt, results } = webhookRow(webhook)
      if (file.run(INSERT, id, account, name, address, secret, createdAt, position, failures, failingSince, disabledAt, results) === 0) throw noAccount(account)
    },
    webhook: async (id) => one(id),
    webhooks: async (account) => file.rows<WebhookRow>(LIST, account).map(webhookOf),
    everyWebhook: async ({ first = 100, after = '' } = {}) => file.rows<WebhookRow>(EVERY, after, first).map(webhookOf),
    changeWebhook: async (id, was, change) => file.whole(() => {
      const before = one(id)
      if (before === undefined || before.position !== was) return false
      const { position, failures, failingSince, disabledAt, results } = webhookRow(withChange<Webhook>(before, change))
      return file.run(SET, id, position, failures, failingSince, disabledAt, results) > 0
    }),
    dropWebhook: async (account, id) => file.run(DELETE, account, id) > 0,
  }
}
