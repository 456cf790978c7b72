import { join } from 'node:path'
import type { Test } from 'tap'
import type { AccountStore, Webhook } from '../../../src/accounts/port.ts'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import { foundCommunity } from '../../../src/archive/access/communities.ts'
import { Directory } from '../../../src/archive/access/directory.ts'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { setMember } from '../../../src/archive/access/members.ts'
import { makeProtocol } from '../../../src/archive/access/protocols.ts'
import { listen } from '../../../src/archive/watching/listen.ts'
import type { News } from '../../../src/archive/watching/news.ts'
import type { WatchPorts } from '../../../src/archive/watching/ports.ts'
import { whatIsNew } from '../../../src/archive/watching/read.ts'
import { watch } from '../../../src/archive/watching/watch.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import type { JobStore } from '../../../src/jobs/port.ts'
import { openSqliteJobs } from '../../../src/jobs/sqlite/index.ts'
import type { AccountRole, Actor } from '../../../src/model/actor.ts'
import type { Audience } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { askWatched } from '../../../src/questions/watched.ts'
import { stores } from '../../conformance/stores.ts'
import { small, World, type Small } from '../../conformance/world.ts'
import { folder, vocabulary } from '../../fixture.ts'

/** An archive in which somebody watches, on one of the stores. */
export interface WatchTown extends Small {
  readonly name: string
  readonly graph: GraphStore
  readonly ports: WatchPorts
  /** As another process has them. */
  readonly other: WatchPorts
  readonly jobs: JobStore
  /** With an address that is proved. */
  readonly as: (login: string, role?: AccountRole, more?: { readonly mail?: string }) => Promise<Actor>
  /** Watches a record from now on. @returns the id of the watch */
  readonly watches: (login: string, record: Id) => Promise<Id>
  /** What somebody is told, newest first, once the log was looked through. */
  readonly news: (login: string) => Promise<readonly News[]>
  readonly texts: (login: string) => Promise<readonly string[]>
  /** A strict protocol of a community with these members. */
  readonly kept: (...members: string[]) => Promise<{ readonly community: Id; readonly audience: Audience; readonly join: (login: string) => Promise<void>; readonly leave: (login: string) => Promise<void> }>
}

export const never = async (): Promise<never> => { throw new Error('nothing is asked here') }

/** Each on an empty archive: SQLite always, Neo4j where there is one. */
export async function towns(t: Test): Promise<readonly { readonly name: string; readonly make: (t: Test) => Promise<WatchTown> }[]> {
  return (await stores(t)).map(({ name, make }) => ({
    name,
    make: async (t) => {
      const opened = await make()
      t.teardown(() => opened.close())
      const [at, world] = [await folder(t), new World(opened)]
      const open = name === 'neo4j' ? await neo4jAccounts() : () => openSqliteAccounts({ path: join(at, 'accounts.sqlite') })
      const [accounts, again, jobs] = [await open(), await open(), await openSqliteJobs({ path: join(at, 'jobs.sqlite') })]
      t.teardown(async () => { for (const store of [accounts, again, jobs]) await store.close() })
      const graph = opened.store
      const portsOf = (store: AccountStore): WatchPorts => ({ graph, accounts: store, directory: new Directory({ graph, accounts: store }), vocabulary })
      const ports = portsOf(accounts)
      const as: WatchTown['as'] = async (login, role = 'reader', more = {}) => {
        const known = await accounts.accountByLogin(login) ?? await accounts.createAccount({ id: newId(), login, name: `${login}的名字`, role, createdAt: 1, ...more })
        if (more.mail !== undefined) await accounts.updateAccount(known.id, { provedMail: more.mail })
        return (await ports.directory.actor(known.id))!
      }
      const news = async (login: string): Promise<readonly News[]> => {
        await listen(ports)
        return (await whatIsNew(ports, await as(login), { first: 100 })).items
      }
      const people = await small(world)
      // what was before anybody watched is no news
      await accounts.hear(await graph.sequence())
      return {
        ...people, name, graph, ports, other: portsOf(again), jobs, as, news,
        texts: async (login) => (await news(login)).map(({ text }) => text),
        watches: async (login, record) => (await watch(ports, never, await as(login), { record }, 1)).id,
        kept: async (...members) => {
          const access = { graph, accounts, directory: ports.directory }
          await as('steward')
          const community = await foundCommunity(access, MAINTENANCE, { label: { 'zh-Hant': '北村' } })
          const join = async (login: string): Promise<void> => {
            await as(login)
            await setMember(access, MAINTENANCE, community.id, login, 'member')
          }
          await setMember(access, MAINTENANCE, community.id, 'steward', 'steward')
          for (const login of members) await join(login)
          const { id } = await makeProtocol(access, await as('steward'), { label: { 'zh-Hant': '耆老' }, kind: 'strict', signedIn: false, shown: 'silent', members: 'community', owners: [community.id] })
          return { community: community.id, audience: { mode: 'all', protocols: [id] }, join, leave: async (login) => void (await accounts.leave(community.id, (await as(login)).account)) }
        },
      }
    },
  }))
}

async function neo4jAccounts(): Promise<() => Promise<AccountStore>> {
  const { openNeo4jAccounts } = await import('../../../src/accounts/neo4j/index.ts')
  const { NEO4J_URI: uri = '', NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env
  return () => openNeo4jAccounts({ uri, user, password })
}

/** Asks as the service does. */
export const asking = ({ graph }: Pick<WatchTown, 'graph'>) => (viewer: Actor['viewer'], asks: Parameters<typeof askWatched>[1], before: string | undefined): ReturnType<typeof askWatched> =>
  askWatched({ graph, vocabulary, viewer }, asks, before)

export const webhookFor = async ({ ports }: Pick<WatchTown, 'ports'>, { account }: Actor, address: string): Promise<Webhook> => {
  const webhook: Webhook = { id: newId(), account, name: '我的程式', address, secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`, createdAt: 1, position: await ports.accounts.newestNotice(), failures: 0, results: [] }
  await ports.accounts.addWebhook(webhook)
  return webhook
}
