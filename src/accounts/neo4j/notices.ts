import type { Neo4jPlace, Transaction } from '../../stores/neo4j.ts'
import type { AccountStore, NewNotice, Notice } from '../port.ts'
import { noticeOf, type NoticeRow } from '../rows.ts'
import { locked } from './locks.ts'

/** Under the lock: numbers go to one after the other. */
export async function createNotices(transaction: Transaction, notices: readonly NewNotice[]): Promise<void> {
  const { before } = (await transaction.row<{ before: number }>('number-notices', { count: notices.length }))!
  await transaction.rows('create-notices', { rows: notices.map(({ id, watch, record, changeset, at, found }, i) => ({ id, watch, record, changeset, at, found: found ?? null, number: before + i + 1 })) })
}

export function notices(place: Neo4jPlace): Pick<AccountStore, 'heard' | 'hear' | 'addNotices' | 'noticesAfter' | 'noticesBefore' | 'notice' | 'newestNotice'> {
  const list = async (name: string, params: Readonly<Record<string, unknown>>): Promise<Notice[]> => (await place.rows<NoticeRow>(name, params)).map(noticeOf)
  return {
    heard: async () => (await place.row<{ sequence: number | null }>('heard'))?.sequence ?? undefined,
    hear: (sequence) => locked(place, async (transaction) => void (await transaction.rows('hear', { sequence }))),
    addNotices: async (all) => { if (all.length > 0) await locked(place, (transaction) => createNotices(transaction, all)) },
    noticesAfter: (account, number, first = 100) => list('notices-after', { account, number, limit: first }),
    noticesBefore: (account, number = Number.MAX_SAFE_INTEGER, first = 100) => list('notices-before', { account, number, limit: first }),
    notice: async (account, id) => (await list('notice', { account, id }))[0],
    newestNotice: async () => (await place.row<{ number: number }>('newest-notice'))?.number ?? 0,
  }
}
