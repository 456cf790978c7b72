import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { MINUTE, sessionOf, type SessionRow } from '../rows.ts'
import { counted, lockedAccount } from './locks.ts'

export function sessions(place: Neo4jPlace): Pick<AccountStore, 'createSession' | 'session' | 'sessions' | 'endSession' | 'endSessions'> {
  return {
    createSession: (session) => lockedAccount(place, session.account, async (transaction) => void (await transaction.rows('create-session', { ...sessionOf(session) }))),
    session: async (hash, now) => {
      const row = await place.row<SessionRow>('session', { hash, now })
      if (row === undefined || now - row.usedAt < MINUTE) return row && sessionOf(row)
      await place.write((transaction) => transaction.rows('session-used', { hash, now }))
      return { ...sessionOf(row), usedAt: now }
    },
    sessions: async (account, now) => (await place.rows<SessionRow>('sessions', { account, now })).map(sessionOf),
    endSession: async (account, id) => (await place.write((transaction) => counted(transaction, 'end-session', { account, id }))) > 0,
    endSessions: (account, keep) => place.write((transaction) => counted(transaction, 'end-sessions', { account, keep: keep ?? null })),
  }
}
