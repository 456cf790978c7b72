import type { AccountRole, MemberRole } from '../../model/actor.ts'
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

/**
 * The one function that turns somebody into what they may be shown (DESIGN 3). An administrator is a reader like
 * others: the interface gives them nothing strict that they are no member of.
 * @param account absent: nobody is signed in
 */
export function viewerOf({ protocols }: Table, account?: Known): Viewer {
  const announced = new Set<string>()
  const readable = new Set<string>()
  const settled = new Set<string>()
  for (const protocol of protocols.values()) {
    if (protocol.kind === 'strict' && protocol.shown === 'announced') announced.add(protocol.id)
    const role = account === undefined ? undefined : roleIn(protocol, account)
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
export function roleIn({ id, owners, members, kind }: Protocol, { memberships }: Pick<Known, 'memberships'>): MemberRole | undefined {
  if (members === 'listed' && kind === 'strict') return memberships.get(id)
  return owners.flatMap((owner) => memberships.get(owner) ?? []).sort((x, y) => RANK[y] - RANK[x])[0]
}
