import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore, Contributor } from '../port.ts'
import { noAccount, workshopTaken } from '../refusals.ts'
import { workshopOf, workshopRow, type WorkshopRow } from '../rows.ts'

const FIELDS = 'account, hash, made_by AS "by", audience, created_at AS createdAt, expires_at AS expiresAt, keeps'
const IS_THERE = 'SELECT id FROM account WHERE id = ?'
const IS_WORKSHOP = 'SELECT account FROM workshop WHERE account = ?'
const INSERT = 'INSERT INTO workshop (account, hash, made_by, audience, created_at, expires_at, keeps) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)'
const ONE = `SELECT ${FIELDS} FROM workshop WHERE hash = ?1 AND expires_at > ?2`
const LIST = `SELECT ${FIELDS} FROM workshop WHERE ?1 IS NULL OR account = ?1 ORDER BY created_at DESC, account DESC`
const END = 'UPDATE workshop SET expires_at = ?2 WHERE account = ?1 AND expires_at > ?2'
const ADD = 'INSERT INTO contributor (record, workshop, contact, created_at, purge_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING'
const CONTRIBUTORS = 'SELECT record, workshop, contact, created_at AS createdAt, purge_at AS purgeAt FROM contributor WHERE workshop = ? ORDER BY record'

export function workshops(file: SqliteFile): Pick<AccountStore, 'createWorkshop' | 'workshop' | 'workshops' | 'endWorkshop' | 'addContributor' | 'contributors'> {
  return {
    createWorkshop: async (workshop) => file.whole(() => {
      const { account, hash, by, audience, createdAt, expiresAt, keeps } = workshopRow(workshop)
      for (const each of [account, by]) if (each !== null && file.row(IS_THERE, each) === undefined) throw noAccount(each)
      if (file.row(IS_WORKSHOP, account) !== undefined) throw workshopTaken()
      file.run(INSERT, account, hash, by, audience, createdAt, expiresAt, keeps)
    }),
    workshop: async (hash, now) => {
      const row = file.row<WorkshopRow>(ONE, hash, now)
      return row && workshopOf(row)
    },
    workshops: async ({ account } = {}) => file.rows<WorkshopRow>(LIST, account ?? null).map(workshopOf),
    endWorkshop: async (account, now) => file.run(END, account, now) > 0,
    addContributor: async ({ record, workshop, contact, createdAt, purgeAt }) => file.whole(() => {
      if (file.row(IS_WORKSHOP, workshop) === undefined) throw noAccount(workshop)
      file.run(ADD, record, workshop, contact, createdAt, purgeAt)
    }),
    contributors: async (workshop) => file.rows<Contributor>(CONTRIBUTORS, workshop).map((row) => ({ ...row })),
  }
}
