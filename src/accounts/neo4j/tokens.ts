import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { MINUTE, tokenOf, tokenRow, type TokenRow } from '../rows.ts'
import { counted, lockedAccount } from './locks.ts'

export function tokens(place: Neo4jPlace): Pick<AccountStore, 'createToken' | 'token' | 'tokens' | 'deleteToken'> {
  return {
    createToken: (token) => lockedAccount(place, token.account, async (transaction) => void (await transaction.rows('create-token', { ...tokenRow(token) }))),
    token: async (hash, now) => {
      const row = await place.row<TokenRow>('token', { hash, now })
      if (row === undefined || (row.usedAt !== null && now - row.usedAt < MINUTE)) return row && tokenOf(row)
      await place.write((transaction) => transaction.rows('token-used', { hash, now }))
      return tokenOf({ ...row, usedAt: now })
    },
    tokens: async (account) => (await place.rows<TokenRow>('tokens', { account })).map(tokenOf),
    deleteToken: async (account, id) => (await place.write((transaction) => counted(transaction, 'delete-token', { account, id }))) > 0,
  }
}
