import type { Account } from '../../accounts/port.ts'
import type { AccountRole, Actor, MemberRole } from '../../model/actor.ts'
import { PUBLIC, type Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { Protocol, Table } from './table.ts'

/** An account as rights see it. */
export interface Known {
  readonly id: Id
  readonly role: AccountRole
  /** By the id of the community or of the protocol. */
  readonly memberships: ReadonlyMap<Id, MemberRole>
}

/** The account with its rights of this moment. */
export function actorOf(table: Table, { id, name, role }: Pick<Account, 'id' | 'name' | 'role'>, memberships: ReadonlyMap<Id, MemberRole>): Actor {
  return { account: id, name, role, memberships: standing(table, memberships), viewer: viewerOf(table, { id, role, memberships }) }
}

/**
 * The memberships that count: of communities that there are, and of protocols whose members are listed. What somebody
 * was in a protocol that is withdrawn, or whose list no longer holds, gives them nothing.
 */
function standing({ communities, protocols }: Table, memberships: ReadonlyMap<Id, MemberRole>): ReadonlyMap<Id, MemberRole> {
  return new Map([...memberships].filter(([group]) => {
    const protocol = protocols.get(group)
    return communities.has(group) || (protocol !== undefined && isListed(protocol))
  }))
}

export const isListed = ({ kind, members }: Pick<Protocol, 'kind' | 'members'>): boolean => kind === 'strict' && members === 'listed'

/**
 * The one function that turns somebody into what they may be shown (DESIGN 3). An administrator is a reader like
 * others: the interface gives them nothing strict that they are no member of.
 * @param account absent: nobody is signed in
 */
export function viewerOf(table: Table, account?: Known): Viewer {
  const { protocols } = table
  const memberships = standing(table, account?.memberships ?? new Map())
  const announced = new Set<string>()
  const readable = new Set<string>()
  const settled = new Set<string>()
  for (const protocol of protocols.values()) {
    if (protocol.kind === 'strict' && protocol.shown === 'announced') announced.add(protocol.id)
    const role = account === undefined ? undefined : roleIn(protocol, memberships)
    if (protocol.kind === 'open' ? !protocol.signedIn || account !== undefined : role !== undefined) readable.add(protocol.id)
    if (role === 'steward') settled.add(protocol.id)
  }
  const shared = { protocols: readable, ...(announced.size === 0 ? {} : { announced }) }
  if (account === undefined) return protocols.size === 0 ? PUBLIC : { signedIn: false, ...shared }
  return {
    signedIn: true, account: account.id, ...shared,
    ...(account.role === 'librarian' || account.role === 'administrator' ? { librarian: true } : {}),
    ...(settled.size === 0 ? {} : { stewards: settled }),
  }
}

const RANK: Readonly<Record<MemberRole, number>> = { member: 0, contributor: 1, steward: 2 }

/**
 * What somebody is to a protocol: the most that any community which owns it makes them; where its members are
 * listed, what the list says.
 */
export function roleIn(protocol: Pick<Protocol, 'id' | 'owners' | 'members' | 'kind'>, memberships: ReadonlyMap<Id, MemberRole>): MemberRole | undefined {
  if (isListed(protocol)) return memberships.get(protocol.id)
  return protocol.owners.flatMap((owner) => memberships.get(owner) ?? []).sort((x, y) => RANK[y] - RANK[x])[0]
}
