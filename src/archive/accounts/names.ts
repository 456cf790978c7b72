import type { AccountStore } from '../../accounts/port.ts'
import { isId } from '../../model/ids.ts'

/** What the log says of an account that is gone. */
const GONE = '（已刪除的帳號）'

/** The log has accounts by their ids, and words for what no account did: 「匯入」. */
export async function namesOf(accounts: Pick<AccountStore, 'accountsById'> | undefined, actors: readonly string[]): Promise<string[]> {
  const ids = actors.filter(isId)
  const known = accounts === undefined || ids.length === 0 ? new Map() : await accounts.accountsById(ids)
  return actors.map((actor) => (isId(actor) ? known.get(actor)?.name ?? GONE : actor))
}
