import { randomUUID } from 'node:crypto'
import type { Id } from '../../model/ids.ts'
import type { Neo4jPlace, Transaction } from '../../stores/neo4j.ts'
import { noAccount } from '../refusals.ts'

/** Whoever changes accounts, links or memberships does so one after the other: what is unique among them is looked for first. */
export const locked = <T>(place: Neo4jPlace, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  place.write(async (transaction) => {
    await transaction.rows('lock', { token: randomUUID() })
    return work(transaction)
  })

/**
 * Nobody deletes it meanwhile.
 * @throws NOT_FOUND
 */
export async function lockAccount(transaction: Transaction, id: Id): Promise<void> {
  const row = await transaction.row('lock-account', { id, token: randomUUID() })
  // whoever waited for the lock may have matched what was deleted meanwhile: only another statement sees that
  if (row === undefined || (await transaction.row('account', { id })) === undefined) throw noAccount(id)
}

/** What belongs to one account and nothing else is written under its own lock. */
export const lockedAccount = <T>(place: Neo4jPlace, id: Id, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
  place.write(async (transaction) => {
    await lockAccount(transaction, id)
    return work(transaction)
  })

/** How many rows a statement took away that tells them as `count`. */
export const counted = async (transaction: Transaction, name: string, params: Readonly<Record<string, unknown>>): Promise<number> =>
  (await transaction.row<{ count: number }>(name, params))?.count ?? 0
