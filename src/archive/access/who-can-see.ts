import { loginKey } from '../../accounts/login.ts'
import type { Actor } from '../../model/actor.ts'
import { canRead, type Audience } from '../../model/audience.ts'
import { notFound } from '../../model/errors.ts'
import { isId } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { audienceText, shownAudience } from './audiences.ts'
import type { AccessPorts } from './ports.ts'

export interface WhoCanSee {
  /** 「守則「耆老」的成員」. */
  readonly text: string
  readonly everyone: boolean
  readonly signedIn: boolean
  /** What may be known of each protocol: its label, and for its members how many they are. */
  readonly protocols: readonly { readonly id: string; readonly label: string; readonly members?: number }[]
  readonly readers: readonly { readonly name: string; readonly can: boolean }[]
}

/**
 * 「誰看得到？」, before anything is saved.
 * @param readers logins or ids of accounts to try: oneself, and those with whom one shares a community; what others
 *   may see is nobody's business
 * @throws NOT_FOUND for an account that is not one of these
 */
export async function whoCanSee({ accounts, directory }: AccessPorts, actor: Actor | undefined, audience: Audience, readers: readonly string[] = []): Promise<WhoCanSee> {
  demand(actor, 'ownAccount')
  const table = await directory.table()
  const tried = await Promise.all(readers.map(async (who) => {
    const account = isId(who) ? await accounts.account(who) : await accounts.accountByLogin(loginKey(who))
    const reader = account === undefined ? undefined : account.id === actor.account ? actor : await directory.actor(account.id)
    const shared = reader !== undefined && (reader.account === actor.account || actor.account === 'maintenance' || [...actor.memberships.keys()].some((group) => table.communities.has(group) && reader.memberships.has(group)))
    if (reader === undefined || !shared) throw notFound(`和您同一個社群的「${who}」`)
    return { name: reader.name, can: audience.protocols.length === 0 ? reader.account === actor.account : canRead(audience, reader.viewer) }
  }))
  const protocols = await Promise.all(shownAudience(table, actor.viewer, audience).protocols.filter((id) => table.protocols.has(id)).map(async (id) => {
    const { label, kind, members, owners } = table.protocols.get(id)!
    if (kind !== 'strict' || !actor.viewer.protocols.has(id)) return { id, label }
    // an account in two owning communities is one reader
    const groups = members === 'listed' ? [id] : owners
    return { id, label, ...(groups.length === 1 ? { members: await accounts.countMembers(groups[0]!) } : {}) }
  }))
  return {
    text: audienceText(table, actor.viewer, audience),
    everyone: canRead(audience, await directory.everyone()),
    signedIn: canRead(audience, { ...(await directory.everyone()), signedIn: true }),
    protocols, readers: tried,
  }
}
