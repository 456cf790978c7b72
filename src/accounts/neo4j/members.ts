import type { Neo4jPlace } from '../../stores/neo4j.ts'
import type { AccountStore, Membership } from '../port.ts'
import { counted, lockAccount, locked } from './locks.ts'

export function members(place: Neo4jPlace): Pick<AccountStore, 'join' | 'leave' | 'membershipsOf' | 'membersOf' | 'countMembers'> {
  return {
    join: ({ group, account, role, since }) => locked(place, async (transaction) => {
      await lockAccount(transaction, account)
      if ((await transaction.row<Membership>('membership', { group, account }))?.role === role) return
      await transaction.rows('join', { group, account, role, since })
      await transaction.rows('count-up')
    }),
    leave: (group, account) => locked(place, async (transaction) => {
      const left = (await counted(transaction, 'leave', { group, account })) > 0
      if (left) await transaction.rows('count-up')
      return left
    }),
    membershipsOf: (account) => place.rows<Membership>('memberships', { account }),
    membersOf: (group, { first = 100, after = '' } = {}) => place.rows<Membership>('members', { group, after, limit: first }),
    countMembers: async (group) => (await place.row<{ count: number }>('count-members', { group }))!.count,
  }
}
