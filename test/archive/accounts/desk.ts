import { join } from 'node:path'
import type { AccountStore } from '../../../src/accounts/port.ts'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import { Directory } from '../../../src/archive/access/directory.ts'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { addAccount } from '../../../src/archive/accounts/links.ts'
import type { AccountPorts } from '../../../src/archive/accounts/ports.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import type { AccountRole, Actor } from '../../../src/model/actor.ts'
import { emptyStore, folder } from '../../fixture.ts'

type Test = Parameters<typeof emptyStore>[0]

export const PASSWORD = '大龍峒保安宮前的石板路'
export const HERE = { address: '192.0.2.1', agent: 'test' }

/** Accounts on one file as two processes have them. */
export async function twoStores(t: Test): Promise<[AccountStore, AccountStore]> {
  const path = join(await folder(t), 'accounts.sqlite')
  const stores = [await openSqliteAccounts({ path }), await openSqliteAccounts({ path })] as const
  t.teardown(async () => { for (const store of stores) await store.close() })
  return [...stores]
}

export interface Desk {
  readonly ports: AccountPorts
  /** As another process has them. */
  readonly other: AccountPorts
  readonly graph: GraphStore
  readonly someone: (login: string, role?: AccountRole) => Promise<Actor>
}

export async function desk(t: Test): Promise<Desk> {
  const [graph, [accounts, again]] = [await emptyStore(t), await twoStores(t)]
  const portsOf = (store: AccountStore): AccountPorts => ({ accounts: store, directory: new Directory({ graph, accounts: store }), guessable: [] })
  const ports = portsOf(accounts)
  return {
    ports, other: portsOf(again), graph,
    someone: async (login, role = 'contributor') => {
      const { id } = await addAccount(ports, MAINTENANCE, { login, name: `${login}的名字`, password: PASSWORD }, role)
      return (await ports.directory.actor(id))!
    },
  }
}
