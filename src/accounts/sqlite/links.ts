import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore } from '../port.ts'
import { noAccount } from '../refusals.ts'
import { linkOf, linkRow, type LinkRow } from '../rows.ts'

const FIELDS = 'id, hash, kind, issued_by AS "by", account, role, joins, mail, created_at AS createdAt, expires_at AS expiresAt'
const IS_THERE = 'SELECT id FROM account WHERE id = ?'
const INSERT = 'INSERT INTO link (id, hash, kind, issued_by, account, role, joins, mail, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)'
const ONE = `SELECT ${FIELDS} FROM link WHERE hash = ?1 AND expires_at > ?2`
const USE = `DELETE FROM link WHERE hash = ?1 AND expires_at > ?2 RETURNING ${FIELDS}`
const LIST = `SELECT ${FIELDS} FROM link WHERE expires_at > ?1 AND (?2 IS NULL OR issued_by = ?2) AND (?3 IS NULL OR account = ?3) AND (?4 IS NULL OR kind = ?4) ORDER BY created_at DESC, id DESC`
const DELETE = 'DELETE FROM link WHERE id = ?'

export function links(file: SqliteFile): Pick<AccountStore, 'createLink' | 'link' | 'useLink' | 'links' | 'deleteLink'> {
  const first = (sql: string, hash: string, now: number): ReturnType<typeof linkOf> | undefined => {
    const row = file.row<LinkRow>(sql, hash, now)
    return row && linkOf(row)
  }
  return {
    createLink: async (link) => file.whole(() => {
      const { id, hash, kind, by, account, role, joins, mail, createdAt, expiresAt } = linkRow(link)
      for (const each of [by, account]) if (each !== null && file.row(IS_THERE, each) === undefined) throw noAccount(each)
      file.run(INSERT, id, hash, kind, by, account, role, joins, mail, createdAt, expiresAt)
    }),
    link: async (hash, now) => first(ONE, hash, now),
    useLink: async (hash, now) => first(USE, hash, now),
    links: async ({ by, account, kind }, now) => file.rows<LinkRow>(LIST, now, by ?? null, account ?? null, kind ?? null).map(linkOf),
    deleteLink: async (id) => file.run(DELETE, id) > 0,
  }
}
