import type { Neo4jPlace, Transaction } from '../../stores/neo4j.ts'
import type { AccountStore, Webhook } from '../port.ts'
import { webhookOf, webhookRow, withChange, type WebhookRow } from '../rows.ts'
import { counted, locked, lockedAccount } from './locks.ts'

export function webhooks(place: Neo4jPlace): Pick<AccountStore, 'addWebhook' | 'webhook' | 'webhooks' | 'everyWebhook' | 'changeWebhook' | 'dropWebhook'> {
  const one = async (reader: Pick<Transaction, 'row'>, id: string): Promise<Webhook | undefined> => {
    const row = await reader.row<WebhookRow>('webhook', { id })
    return row && webhookOf(row)
  }
  return {
    addWebhook: (webhook) => lockedAccount(place, webhook.account, async (transaction) => void (await transaction.rows('create-webhook', { ...webhookRow(webhook) }))),
    webhook: (id) => one(place, id),
    webhooks: async (account) => (await place.rows<WebhookRow>('webhooks', { account })).map(webhookOf),
    everyWebhook: async ({ first = 100, after = '' } = {}) => (await place.rows<WebhookRow>('every-webhook', { after, limit: first })).map(webhookOf),
    changeWebhook: (id, was, change) => locked(place, async (transaction) => {
      const before = await one(transaction, id)
      if (before === undefined || before.position !== was) return false
      const { position, failures, failingSince, disabledAt, results } = webhookRow(withChange<Webhook>(before, change))
      await transaction.rows('set-webhook', { id, position, failures, failingSince, disabledAt, results })
      return true
    }),
    dropWebhook: async (account, id) => (await locked(place, (transaction) => counted(transaction, 'delete-webhook', { account, id }))) > 0,
  }
}
