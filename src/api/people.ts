import type { AccountPorts } from '../archive/accounts/ports.ts'
import type { AccountRole } from '../model/actor.ts'
import { isId } from '../model/ids.ts'

/** What the edge needs of accounts. */
export interface People extends AccountPorts {
  /** What somebody becomes who registers without an invitation; absent: nobody can. */
  readonly registration?: AccountRole
}

/** What the log says of an account that is gone. */
const GONE = '（已刪除的帳號）'

/** The log has accounts by their ids, and words for what no account did: 「匯入」. */
export async function namesOf(people: Pick<People, 'accounts'> | undefined, actors: readonly string[]): Promise<string[]> {
  const ids = actors.filter(isId)
  const known = people === undefined || ids.length === 0 ? new Map() : await people.accounts.accountsById(ids)
  return actors.map((actor) => (isId(actor) ? known.get(actor)?.name ?? GONE : actor))
}
