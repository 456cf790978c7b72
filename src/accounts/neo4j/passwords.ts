import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { lockedAccount } from './locks.ts'

export function passwords(place: Neo4jPlace): Pick<AccountStore, 'passwordOf' | 'setPassword'> {
  return {
    passwordOf: async (account) => (await place.row<{ password: string | null }>('password', { id: account }))?.password ?? undefined,
    setPassword: (account, phc, { keep, instead } = {}) => lockedAccount(place, account, async (transaction) => {
      if (instead !== undefined && (await transaction.row<{ password: string | null }>('password', { id: account }))?.password !== instead) return
      await transaction.rows('set-password', { id: account, password: phc })
      await transaction.rows('end-sessions', { account, keep: keep ?? null })
    }),
  }
}
