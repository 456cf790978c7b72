import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore, Membership } from '../port.ts'
import { noAccount } from '../refusals.ts'
import { countUp } from './standing.ts'

/** `group` is a word of SQL. */
const FIELDS = 'community AS "group", account, role, since'
const IS_THERE = 'SELECT id FROM account WHERE id = ?'
/** Changes nothing where the role is the same. */
const JOIN = 'INSERT INTO membership (community, account, role, since) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET role = ?3 WHERE role <> ?3'
const LEAVE = 'DELETE FROM membership WHERE community = ?1 AND account = ?2'
const OF_ACCOUNT = `SELECT ${FIELDS} FROM membership WHERE account = ? ORDER BY community`
const OF_GROUP = `SELECT ${FIELDS} FROM membership WHERE community = ?1 AND account > ?2 ORDER BY account LIMIT ?3`
const COUNT = 'SELECT count(*) AS count FROM membership WHERE community = ?'

export function members(file: SqliteFile): Pick<AccountStore, 'join' | 'leave' | 'membershipsOf' | 'membersOf' | 'countMembers'> {
  const list = (sql: string, ...values: (string | number)[]): Membership[] => file.rows<Membership>(sql, ...values).map((row) => ({ ...row }))
  return {
    join: async ({ group, account, role, since }) => file.whole(() => {
      if (file.row(IS_THERE, account) === undefined) throw noAccount(account)
      if (file.run(JOIN, group, account, role, since) > 0) countUp(file)
    }),
    leave: async (group, account) => file.whole(() => {
      const left = file.run(LEAVE, group, account) > 0
      if (left) countUp(file)
      return left
    }),
    membershipsOf: async (account) => list(OF_ACCOUNT, account),
    membersOf: async (group, { first = 100, after = '' } = {}) => list(OF_GROUP, group, after, first),
    countMembers: async (group) => file.row<{ count: number }>(COUNT, group)!.count,
  }
}
