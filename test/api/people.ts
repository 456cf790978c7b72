import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import type { Takedown } from '../../src/http/context.ts'
import type { FilePorts } from '../../src/api/files.ts'
import type { OidcPorts } from '../../src/api/oidc.ts'
import type { People } from '../../src/http/people.ts'
import { buildServer, type ServerOptions } from '../../src/api/server.ts'
import { Directory } from '../../src/archive/access/directory.ts'
import { accept, firstLink, invite } from '../../src/archive/accounts/links.ts'
import type { KeptImports } from '../../src/kept/imports.ts'
import type { KeptAnswers } from '../../src/kept/port.ts'
import type { MailMessage } from '../../src/mail/message.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import type { AccountRole } from '../../src/model/actor.ts'
import type { SearchStore } from '../../src/search/port.ts'
import { emptyStore, folder, vocabulary } from '../fixture.ts'

type Test = Parameters<typeof emptyStore>[0]

export const HERE = { address: '192.0.2.1', agent: 'test' }
export const PASSWORD = '松山慈祐宮前的兩隻石獅子'

/** Long-lived: hashing a password takes a tenth of a second. */
export interface Served {
  readonly app: FastifyInstance
  readonly graph: GraphStore
  readonly people: People
  readonly sent: MailMessage[]
  /** Signs somebody new in. @returns their cookie and id */
  readonly someone: (role?: AccountRole, login?: string) => Promise<{ cookie: string; id: string; secret: string }>
  readonly ask: (query: string, options?: Asked) => Promise<{ status: number; headers: Record<string, unknown>; body: { data: any; errors?: any[] } }>
}

export interface Asked {
  readonly variables?: object
  readonly cookie?: string
  readonly token?: string
  readonly headers?: Record<string, string>
}

export async function served(t: Test, more: { graph?: GraphStore; registration?: 'reader' | 'contributor'; oidc?: OidcPorts; files?: FilePorts; takedown?: Takedown; search?: SearchStore; kept?: KeptAnswers; imports?: KeptImports; address?: string; pages?: ServerOptions['pages'] } = {}): Promise<Served> {
  const graph = more.graph ?? await emptyStore(t)
  const accounts = await openSqliteAccounts({ path: join(await folder(t), 'accounts.sqlite') })
  const sent: MailMessage[] = []
  const people: People = {
    accounts, directory: new Directory({ graph, accounts }), guessable: ['方志'], mail: async (message) => { sent.push(message) },
    ...(more.registration === undefined ? {} : { registration: more.registration }),
  }
  const { oidc, files, takedown, search, kept, imports, pages, address = 'https://fangzhi.example' } = more
  const parts = { ...(oidc === undefined ? {} : { oidc }), ...(files === undefined ? {} : { files }), ...(takedown === undefined ? {} : { takedown }), ...(search === undefined ? {} : { search }), ...(kept === undefined ? {} : { kept }), ...(imports === undefined ? {} : { imports }), ...(pages === undefined ? {} : { pages }) }
  const app = await buildServer({ graph, vocabulary, people, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 100_000, busyAfter: 0, address, ...parts })
  t.teardown(async () => {
    await app.close()
    await accounts.close()
  })
  let count = 0
  const maintenance = { account: 'maintenance' as const, name: '', role: 'administrator' as const, memberships: new Map(), viewer: { signedIn: true, protocols: new Set<string>() } }
  return {
    app, graph, people, sent,
    someone: async (role = 'contributor', login = `someone${++count}`) => {
      const link = role === 'administrator' ? await firstLink(people) ?? await invite(people, maintenance, { role }) : await invite(people, maintenance, { role })
      const { secret, account } = await accept(people, link.secret, { login, name: `${login}的名字`, password: PASSWORD }, { address: `192.0.2.${(count % 250) + 2}`, agent: 'test' })
      return { secret, id: account.id, cookie: `fangzhi=${secret}` }
    },
    ask: async (query, { variables = {}, cookie, token, headers = {} } = {}) => {
      const response = await app.inject({
        method: 'POST', url: '/graphql', payload: { query, variables },
        headers: { 'x-requested-with': 'test', ...(cookie === undefined ? {} : { cookie }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      })
      return { status: response.statusCode, headers: response.headers, body: response.json() }
    },
  }
}

/** The cookie that an answer sets. */
export const cookieOf = (headers: Record<string, unknown>): string => String([headers['set-cookie']].flat()[0] ?? '').split(';')[0]!
