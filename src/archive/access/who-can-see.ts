import { loginKey } from '../../accounts/login.ts'
import type { Actor } from '../../model/actor.ts'
import { canRead, type Audience } from '../../model/audience.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { isId } from '../../model/ids.ts'
import { audienceText, shownAudience, strictIn } from './audiences.ts'
import { countMembers } from './members.ts'
import type { AccessPorts } from './ports.ts'
import { isListed, viewerOf } from './viewer.ts'

export interface WhoCanSee {
  /** 「守則「耆老」的成員」. */
  readonly text: string
  readonly everyone: boolean
  readonly signedIn: boolean
  /** What may be known of each protocol: its label, and for its members how many they are. */
  readonly protocols: readonly { readonly id: string; readonly label: string; readonly members?: number }[]
  /** `can` is null where it would tell who is a member of something that the asker is no member of. */
  readonly readers: readonly { readonly name: string; readonly can: boolean | null }[]
}

/**
 * 「誰看得到？」, before anything is saved.
 * @param readers logins or ids of accounts to try: oneself, and those with whom one shares a community; what others
 *   may see is nobody's business
 * @throws UNAUTHENTICATED; NOT_FOUND for an account that is not one of these
 */
export async function whoCanSee({ accounts, directory }: AccessPorts, actor: Actor | undefined, audience: Audience, readers: readonly string[] = []): Promise<WhoCanSee> {
  if (actor === undefined) throw unauthenticated()
  if (readers.length > MOST_READERS) throw badInput('readers', `一次最多試 ${MOST_READERS} 人 (at most ${MOST_READERS} readers at a time)`)
  const table = await directory.table()
  const { viewer } = actor
  // what they may not know of is not in the question, as it is not in the answer
  const asked: Audience = shownAudience(table, viewer, audience)
  const within = viewer.whole === true || strictIn(table, asked).every((id) => viewer.protocols.has(id))
  const tried = await Promise.all(readers.map(async (who) => {
    const account = isId(who) ? await accounts.account(who) : await accounts.accountByLogin(loginKey(who))
    const reader = account === undefined ? undefined : account.id === actor.account ? actor : await directory.actor(account.id)
    const own = reader?.account === actor.account
    const shared = reader !== undefined && (own || actor.account === 'maintenance' || [...actor.memberships.keys()].some((group) => table.communities.has(group) && reader.memberships.has(group)))
    if (!shared) throw notFound(`和您同一個社群的「${who}」`)
    const can = asked.protocols.length === 0 ? own : canRead(asked, reader.viewer)
    return { name: reader.name, can: own || within ? can : null }
  }))
  const protocols = await Promise.all(asked.protocols.flatMap((id) => table.protocols.get(id) ?? []).map(async (protocol) => {
    const { id, label, kind, owners } = protocol
    const isMember = viewer.whole === true || viewer.protocols.has(id)
    return { id, label, ...(kind === 'strict' && isMember ? { members: await countMembers({ accounts }, isListed(protocol) ? [id] : owners) } : {}) }
  }))
  return {
    text: audienceText(table, viewer, asked),
    everyone: canRead(asked, await directory.everyone()),
    signedIn: canRead(asked, viewerOf(table, SOMEBODY)),
    protocols, readers: tried,
  }
}

const MOST_READERS = 20

/** An account that is nothing more. */
const SOMEBODY = { id: '', role: 'reader', memberships: new Map() } as const
