import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore } from '../port.ts'
import { noAccount } from '../refusals.ts'

const IS_THERE = 'SELECT id FROM account WHERE id = ?'
const ONE = 'SELECT bytes FROM upload WHERE account = ?1 AND until = ?2'
const SET = 'INSERT INTO upload (account, until, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET bytes = ?3'

/** Somebody waits for their file meanwhile: none of these is waited for until it is on the disk. */
export function uploads(file: SqliteFile): Pick<AccountStore, 'countUpload' | 'uploaded'> {
  const bytesOf = (account: string, until: number): number => file.row<{ bytes: number }>(ONE, account, until)?.bytes ?? 0
  return {
    countUpload: async ({ account, until, bytes, most }) => file.lightly(() => file.whole(() => {
      if (file.row(IS_THERE, account) === undefined) throw noAccount(account)
      const all = bytesOf(account, until) + bytes
      if (all <= most) file.run(SET, account, until, all)
      return all <= most
    })),
    uploaded: async (account, until) => bytesOf(account, until),
  }
}
