import { randomUUID } from 'node:crypto'
import type { Neo4jPlace, Transaction } from '../../stores/neo4j.ts'
import { tally, within } from '../attempts.ts'
import type { AccountStore } from '../port.ts'

const timesOf = async (reader: Pick<Transaction, 'row'>, key: string): Promise<readonly number[]> =>
  (await reader.row<{ times: number[] }>('attempts', { key }))?.times ?? []

export function attempts(place: Neo4jPlace): Pick<AccountStore, 'countAttempt' | 'attempts' | 'forgetAttempts'> {
  return {
    countAttempt: (key, window, now) => place.write(async (transaction) => {
      await transaction.rows('lock-attempts', { key, token: randomUUID() })
      const times = within([...(await timesOf(transaction, key)), now], window, now)
      await transaction.rows('set-attempts', { key, times, until: Math.max(...times) + window })
      return tally(times, now)
    }),
    attempts: async (key, window, now) => tally(within(await timesOf(place, key), window, now), now),
    forgetAttempts: (key) => place.write(async (transaction) => void (await transaction.rows('forget-attempts', { key }))),
  }
}
