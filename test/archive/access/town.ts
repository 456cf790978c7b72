import { join } from 'node:path'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import type { AccountStore } from '../../../src/accounts/port.ts'
import { foundCommunity, type CommunityView } from '../../../src/archive/access/communities.ts'
import { Directory } from '../../../src/archive/access/directory.ts'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { setMember } from '../../../src/archive/access/members.ts'
import { makeProtocol, type ProtocolFields, type ProtocolView } from '../../../src/archive/access/protocols.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import type { AccountRole, Actor, MemberRole } from '../../../src/model/actor.ts'
import { newId } from '../../../src/model/ids.ts'
import { emptyStore, folder } from '../../fixture.ts'

type Test = Parameters<typeof emptyStore>[0]

/** An archive with accounts, and how to act in it. */
export interface Town {
  readonly graph: GraphStore
  readonly accounts: AccountStore
  readonly directory: Directory
  /** Where the accounts are, for another process. */
  readonly path: string
  /** An account as it stands at this moment, made where there is none. */
  readonly as: (login: string, role?: AccountRole) => Promise<Actor>
  readonly found: (name: string, steward: string, members?: Readonly<Record<string, MemberRole>>) => Promise<CommunityView>
  /** As its steward would. */
  readonly make: (steward: string, fields: Partial<ProtocolFields> & Pick<ProtocolFields, 'owners'>) => Promise<ProtocolView>
}

export async function town(t: Test): Promise<Town> {
  const graph = await emptyStore(t)
  const path = join(await folder(t), 'accounts.sqlite')
  const accounts = await openSqliteAccounts({ path })
  t.teardown(() => accounts.close())
  const directory = new Directory({ graph, accounts })
  const ports = { graph, accounts, directory }
  const as = async (login: string, role: AccountRole = 'reader'): Promise<Actor> => {
    const known = await accounts.accountByLogin(login) ?? await accounts.createAccount({ id: newId(), login, name: `${login}的名字`, role, createdAt: 1 })
    return (await directory.actor(known.id))!
  }
  return {
    ...ports, path, as,
    found: async (name, steward, members = {}) => {
      await as(steward)
      const community = await foundCommunity(ports, MAINTENANCE, { label: { 'zh-Hant': name } })
      for (const [login, role] of Object.entries({ [steward]: 'steward', ...members })) {
        await as(login)
        await setMember(ports, MAINTENANCE, community.id, login, role)
      }
      return community
    },
    make: async (steward, fields) => makeProtocol(ports, await as(steward), { label: { 'zh-Hant': '耆老' }, kind: 'strict', signedIn: false, shown: 'silent', members: 'community', ...fields }),
  }
}
