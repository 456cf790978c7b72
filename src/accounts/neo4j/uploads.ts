import type { Neo4jPlace, Transaction } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { lockedAccount } from './locks.ts'

const bytesOf = async (reader: Pick<Transaction, 'row'>, account: string, until: number): Promise<number> =>
  (await reader.row<{ bytes: number }>('upload', { account, until }))?.bytes ?? 0

export function uploads(place: Neo4jPlace): Pick<AccountStore, 'countUpload' | 'uploaded'> {
  return {
    countUpload: ({ account, until, bytes, most }) => lockedAccount(place, account, async (transaction) => {
      const all = (await bytesOf(transaction, account, until)) + bytes
      if (all > most) return false
      await transaction.rows('set-upload', { account, until, bytes: all })
      return true
    }),
    uploaded: (account, until) => bytesOf(place, account, until),
  }
}
