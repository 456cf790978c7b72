import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore } from '../port.ts'
import { noAccount } from '../refusals.ts'
import { endAll } from './sessions.ts'

const ONE = 'SELECT password FROM account WHERE id = ?'
const SET = 'UPDATE account SET password = ?2 WHERE id = ?1 AND (?3 IS NULL OR password IS ?3)'

export function passwords(file: SqliteFile): Pick<AccountStore, 'passwordOf' | 'setPassword'> {
  return {
    passwordOf: async (account) => file.row<{ password: string | null }>(ONE, account)?.password ?? undefined,
    setPassword: async (account, phc, { keep, instead } = {}) => file.whole(() => {
      if (file.row(ONE, account) === undefined) throw noAccount(account)
      if (file.run(SET, account, phc, instead ?? null) > 0) endAll(file, account, keep)
    }),
  }
}
