import { join } from 'node:path'
import type { Test } from 'tap'
import type { AccountStore } from '../../../src/accounts/port.ts'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import { folder } from '../../fixture.ts'
import type { Opened } from './cases.ts'

/** An empty store of accounts, closed after the test; by the name of its backend, each that is present. */
export async function accountStores(t: Test): Promise<Record<string, (t: Test) => Promise<Opened>>> {
  const sqlite = async (t: Test): Promise<Opened> => {
    const path = join(await folder(t), 'accounts.sqlite')
    return opened(t, () => openSqliteAccounts({ path }))
  }
  const uri = process.env['NEO4J_URI']
  if (uri === undefined) {
    t.comment('Neo4j is left out: NEO4J_URI is not set')
    return { sqlite }
  }
  const { openNeo4jAccounts } = await import('../../../src/accounts/neo4j/index.ts')
  const { wipe } = await import('../../graph/neo4j/wipe.ts')
  const { NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env
  const neo4j = async (t: Test): Promise<Opened> => {
    await wipe(uri)
    return opened(t, () => openNeo4jAccounts({ uri, user, password }))
  }
  return { sqlite, neo4j }
}

async function opened(t: Test, open: () => Promise<AccountStore>): Promise<Opened> {
  const second = async (): Promise<AccountStore> => {
    const store = await open()
    t.teardown(() => store.close())
    return store
  }
  return { store: await second(), second }
}
