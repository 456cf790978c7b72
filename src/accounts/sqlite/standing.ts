import type { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore } from '../port.ts'
import { NOTICE_KEPT, SHOWN_EXPIRED } from '../rows.ts'

const REVISION = 'SELECT revision FROM standing'
const COUNT_UP = 'UPDATE standing SET revision = revision + 1'
const ENDED = [
  'DELETE FROM session WHERE expires_at <= ?1',
  'DELETE FROM link WHERE expires_at <= ?1',
  'DELETE FROM attempt WHERE until <= ?1',
  'DELETE FROM upload WHERE until <= ?1',
  'DELETE FROM draft WHERE purge_at <= ?1',
  'DELETE FROM contributor WHERE purge_at <= ?1',
  'DELETE FROM report WHERE purge_at <= ?1 AND settled_at IS NOT NULL',
  'UPDATE report SET contact = NULL WHERE purge_at <= ?1 AND contact IS NOT NULL',
]
const LONG_EXPIRED = 'DELETE FROM token WHERE expires_at <= ?'
const OLD = 'DELETE FROM notice WHERE at <= ?'

/** Within the transaction of what changed. */
export const countUp = (file: SqliteFile): void => void file.run(COUNT_UP)

export function standing(file: SqliteFile): Pick<AccountStore, 'revision' | 'sweep' | 'health' | 'close'> {
  const revision = (): number => file.row<{ revision: number }>(REVISION)!.revision
  return {
    revision: async () => revision(),
    sweep: async (now) => file.whole(() => ENDED.reduce((rows, sql) => rows + file.run(sql, now), file.run(LONG_EXPIRED, now - SHOWN_EXPIRED) + file.run(OLD, now - NOTICE_KEPT))),
    health: async () => void revision(),
    close: async () => file.close(),
  }
}
