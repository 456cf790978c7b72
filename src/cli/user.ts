import { communities } from '../archive/access/communities.ts'
import { Directory } from '../archive/access/directory.ts'
import { protocols } from '../archive/access/protocols.ts'
import { isListed } from '../archive/access/viewer.ts'
import { addAccount, invite, join, recover, recoveryLink, type Issued } from '../archive/accounts/links.ts'
import { changeStanding, endSessionsOf, endTokensOf, listAccounts, sessionsOf, tokensOf } from '../archive/accounts/manage.ts'
import { deleteAccount, exportOf } from '../archive/accounts/mine.ts'
import { accountNamed } from '../archive/accounts/named.ts'
import { GUESSABLE, type AccountPorts, type From } from '../archive/accounts/ports.ts'
import { signOut } from '../archive/accounts/sessions.ts'
import type { Account } from '../accounts/port.ts'
import { readConfig } from '../config.ts'
import type { GraphStore } from '../graph/port.ts'
import type { AccountRole, Actor, MemberRole } from '../model/actor.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { withAccounts, withArchive } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { readPassword } from './password.ts'
import { faint, strong, table } from './text.ts'
import { named } from './verbs.ts'

/** What a verb works with. */
interface Desk {
  readonly ports: AccountPorts
  readonly graph: GraphStore
  readonly actor: Actor
  readonly words: readonly string[]
  readonly invocation: Invocation
  /** For people, or with --json for machines. */
  readonly tell: (value: unknown, lines: () => Iterable<string>) => void
}

interface Verb {
  /** How many words it takes. */
  readonly words: number
  readonly usage: string
  /** Makes an archive where there is none: accounts may come first. */
  readonly creates?: true
  readonly run: (desk: Desk) => Promise<void>
}

const VERBS: Readonly<Record<string, Verb>> = {
  list: {
    words: 0, usage: '[--first 100] [--after ID]', run: async ({ ports, actor, invocation: { options }, tell }) => {
      const [first, after] = [numberOption(options, 'first') ?? 100, textOption(options, 'after')]
      const accounts = await listAccounts(ports, actor, { first, ...(after === undefined ? {} : { after }) })
      tell(accounts.map(shownAccount), function* () {
        if (accounts.length === 0) return yield '還沒有帳號：fangzhi user invite --role administrator'
        yield* table(['登入', '名稱', '角色', '狀態', '自', 'id'], accounts.map(({ login, name, role, state, createdAt, id }) => [login, name, role, state === 'active' ? '' : '停用', day(createdAt), id]))
        if (accounts.length === first) yield `接著看：--after ${accounts.at(-1)!.id}`
      })
    },
  },
  add: {
    words: 1, creates: true, usage: 'LOGIN --name NAME [--role contributor] [--mail ADDRESS] [--password-stdin]   an invitation for them; with a password, the account at once', run: async (desk) => {
      const { ports, actor, words: [login], invocation: { options, note } } = desk
      const [name, role, mail] = [wanted(options, 'name'), (textOption(options, 'role') ?? 'contributor') as AccountRole, textOption(options, 'mail')]
      if (!flag(options, 'password-stdin')) return tellLink(desk, await invite(ports, actor, { role }), `user join SECRET --login ${quoted(login!)} --name ${quoted(name)}`, 'join')
      const account = await addAccount(ports, actor, { login: login!, name, password: await readPassword(note, true), ...(mail === undefined ? {} : { mail }) }, role)
      tellAccount(desk, account, '有了帳號')
    },
  },
  invite: {
    words: 0, creates: true, usage: '[--role contributor] [--join GROUP:member|contributor|steward …]   a link that makes one account', run: async (desk) => {
      const { ports, actor, invocation: { options } } = desk
      const joins = await Promise.all(([options['join'] ?? []].flat() as string[]).map((text) => joinOf(desk, text)))
      const role = textOption(options, 'role') as AccountRole | undefined
      await tellLink(desk, await invite(ports, actor, { joins, ...(role === undefined ? {} : { role }) }), 'user join SECRET --login LOGIN --name NAME', 'join')
    },
  },
  join: {
    words: 1, creates: true, usage: 'SECRET --login LOGIN --name NAME [--mail ADDRESS] [--password-stdin]   uses such a link, also the first administrator\'s', run: async (desk) => {
      const { ports, words: [link], invocation: { options, note } } = desk
      const [login, name, mail] = [wanted(options, 'login'), wanted(options, 'name'), textOption(options, 'mail')]
      const password = await readPassword(note, flag(options, 'password-stdin'))
      tellAccount(desk, await join(ports, secretOf(link!), { login, name, password, ...(mail === undefined ? {} : { mail }) }, TERMINAL), '有了帳號')
    },
  },
  role: {
    words: 2, usage: 'LOGIN reader|contributor|librarian|administrator', run: async (desk) => {
      tellAccount(desk, await changeStanding(desk.ports, desk.actor, await idOf(desk), { role: desk.words[1]! }), '改了角色')
    },
  },
  suspend: { words: 1, usage: 'LOGIN', run: async (desk) => { tellAccount(desk, await changeStanding(desk.ports, desk.actor, await idOf(desk), { suspended: true }), '停用了') } },
  resume: { words: 1, usage: 'LOGIN', run: async (desk) => { tellAccount(desk, await changeStanding(desk.ports, desk.actor, await idOf(desk), { suspended: false }), '恢復了') } },
  recover: {
    words: 1, usage: 'LOGIN   a link with which they set a new password', run: async (desk) => {
      await tellLink(desk, await recoveryLink(desk.ports, desk.actor, await idOf(desk)), 'user password SECRET', 'recover')
    },
  },
  password: {
    words: 1, usage: 'SECRET [--password-stdin]   uses such a link', run: async (desk) => {
      const { ports, words: [link], invocation: { options, note } } = desk
      const password = await readPassword(note, flag(options, 'password-stdin'))
      const { account, secret } = await recover(ports, secretOf(link!), password, TERMINAL)
      await signOut(ports, secret)
      tellAccount(desk, account, '有了新的密碼')
    },
  },
  export: {
    words: 1, usage: 'LOGIN   everything they wrote, as JSON lines', run: async (desk) => {
      for await (const value of exportOf({ accounts: desk.ports.accounts, graph: desk.graph }, desk.actor, await idOf(desk))) desk.invocation.out(JSON.stringify(value))
    },
  },
  delete: {
    words: 1, usage: 'LOGIN [--unsigned]   what is published stays; --unsigned: without the name', run: async (desk) => {
      const { ports, graph, actor, invocation: { options }, tell } = desk
      const unsigned = flag(options, 'unsigned')
      const drafts = await deleteAccount({ ...ports, graph }, actor, await idOf(desk), { unsigned })
      tell({ drafts }, () => [`刪去了帳號「${desk.words[0]!}」。發布的還在，${unsigned ? '不署名' : '署名照舊'}；銷毀了草稿 ${drafts.length} 筆。`])
    },
  },
  sessions: {
    words: 1, usage: 'LOGIN [--end ID|all]   where they are signed in', run: async (desk) => {
      const { ports, actor, invocation: { options }, tell } = desk
      const [id, end] = [await idOf(desk), textOption(options, 'end')]
      if (end !== undefined) return tellEnded(desk, await endSessionsOf(ports, actor, id, end === 'all' ? undefined : end))
      const sessions = await sessionsOf(ports, actor, id)
      tell(sessions.map((one) => ({ ...one, createdAt: iso(one.createdAt), usedAt: iso(one.usedAt), expiresAt: iso(one.expiresAt) })), function* () {
        if (sessions.length === 0) return yield '沒有登入。'
        yield* table(['自', '上次', '瀏覽器', 'id'], sessions.map((one) => [day(one.createdAt), iso(one.usedAt), one.agent, one.id]))
      })
    },
  },
  tokens: {
    words: 1, usage: 'LOGIN [--end ID|all]   their personal access tokens', run: async (desk) => {
      const { ports, actor, invocation: { options }, tell } = desk
      const [id, end] = [await idOf(desk), textOption(options, 'end')]
      if (end !== undefined) return tellEnded(desk, await endTokensOf(ports, actor, id, end === 'all' ? undefined : end))
      const tokens = await tokensOf(ports, actor, id)
      tell(tokens.map(({ usedAt, ...one }) => ({ ...one, createdAt: iso(one.createdAt), expiresAt: iso(one.expiresAt), ...(usedAt === undefined ? {} : { usedAt: iso(usedAt) }) })), function* () {
        if (tokens.length === 0) return yield '沒有權杖。'
        yield* table(['用途', '範圍', '到期', '上次', 'id'], tokens.map((one) => [one.name, one.scopes.join(' '), day(one.expiresAt), one.usedAt === undefined ? '' : iso(one.usedAt), one.id]))
      })
    },
  },
}

export const user: Command = {
  usage: `VERB …  [--json]\n${Object.entries(VERBS).map(([verb, { usage }]) => `  ${verb.padEnd(8)} ${usage}`).join('\n')}\n\nLOGIN：登入名稱或 id`,
  summary: '帳號 Accounts: invite, roles, suspend, recover, export, delete; docs/accounts.md',
  options: {
    ...SHARED.json, ...SHARED.paging, login: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' }, mail: { type: 'string' }, join: { type: 'string', multiple: true },
    'password-stdin': { type: 'boolean' }, unsigned: { type: 'boolean' }, end: { type: 'string' },
  },
  words: [1, 3],
  run: (invocation) => {
    const [name = '', ...words] = invocation.words
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name]! : undefined
    if (verb === undefined || words.length !== verb.words) throw badInput('user', verb === undefined ? `「${name}」 is none of ${Object.keys(VERBS).join(', ')}` : `用法：fangzhi user ${name} ${verb.usage}`)
    return withArchive(invocation, ({ graph, actor }) => withAccounts((accounts) => verb.run({
      ports: { accounts, directory: new Directory({ graph, accounts }), guessable: GUESSABLE }, graph, actor, words, invocation,
      tell: (value, lines) => {
        if (flag(invocation.options, 'json')) invocation.out(JSON.stringify(value, null, 2))
        else for (const line of lines()) invocation.out(line)
      },
    })), { create: verb.creates === true })
  },
}

const TERMINAL: From = { address: 'terminal', agent: '' }
/** Of a link, or of its address. */
const secretOf = (link: string): string => link.replace(/^.*#/, '')
const iso = (ms: number): string => new Date(ms).toISOString()
const day = (ms: number): string => iso(ms).slice(0, 10)
const quoted = (word: string): string => (/^[\p{L}\p{N}._@+-]+$/u.test(word) ? word : `'${word.replaceAll('\'', '\'\\\'\'')}'`)
const idOf = async ({ ports, words }: Desk): Promise<Id> => (await accountNamed(ports.accounts, words[0]!, 'LOGIN')).id
const shownAccount = ({ identity: _, createdAt, ...account }: Account): object => ({ ...account, createdAt: iso(createdAt) })

function wanted(options: Invocation['options'], name: string): string {
  const value = textOption(options, name)
  if (value === undefined) throw badInput(`--${name}`, `缺 --${name} (--${name} is needed)`)
  return value
}

/** `GROUP:steward`, by the name or id of a community or of a protocol with a list; without a role a member. */
async function joinOf({ ports, graph, actor }: Desk, text: string): Promise<{ group: Id; role: MemberRole }> {
  const [, name = text, role = 'member'] = /^(.+):(\w+)$/.exec(text) ?? []
  const access = { graph, accounts: ports.accounts, directory: ports.directory }
  const groups = [...await communities(access, actor), ...(await protocols(access, actor)).filter(isListed)]
  return { group: named(groups, name).id, role: role as MemberRole }
}

function tellAccount({ tell }: Desk, account: Account, done: string): void {
  tell(shownAccount(account), () => [`${done}：${strong(account.login)}（${account.name}，${account.role}${account.state === 'active' ? '' : '，停用'}）  ${faint(account.id)}`])
}

const tellEnded = ({ tell }: Desk, ended: number): void => { tell({ ended }, () => [`結束了 ${ended} 個。`]) }

/** @param command how it is used from the terminal, with SECRET in it */
async function tellLink({ tell }: Desk, { secret, expiresAt }: Issued, command: string, path: string): Promise<void> {
  const address = `${readConfig(process.env).PUBLIC_URL}/${path}#${secret}`
  tell({ secret, address, expiresAt: iso(expiresAt) }, function* () {
    yield `這個連結只能用一次，到 ${iso(expiresAt).slice(0, 16).replace('T', ' ')}（UTC）為止；只交給本人：`
    yield `  ${address}`
    yield `  npx fangzhi ${command.replace('SECRET', secret)}`
  })
}
