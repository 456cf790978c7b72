import { loginKey } from '../../../src/accounts/login.ts'
import type { Account, AccountChange, AccountStore, Contributor, Draft, Identity, Link, Membership, NewAccount, NewNotice, Notice, Report, Session, Settled, Token, Watch, Watcher, WatcherChange, Webhook, WebhookChange, Workshop } from '../../../src/accounts/port.ts'
import { ArchiveError } from '../../../src/model/errors.ts'

const MINUTE = 60_000
const MONTH = 30 * 24 * 60 * MINUTE

const conflict = (field: string): ArchiveError => new ArchiveError('CONFLICT', field, { field })
const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)
const byAge = (a: { createdAt: number; id: string }, b: { createdAt: number; id: string }): number => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)

/** What a store of accounts promises, as plainly as it can be written: lists in memory. For one process, and nothing in it is fast. */
export class PlainAccounts implements AccountStore {
  readonly name = 'sqlite'
  #accounts: (Account & { password?: string })[] = []
  readonly #former = new Set<string>()
  #sessions: Session[] = []
  #tokens: Token[] = []
  #links: Link[] = []
  #attempts: { key: string; at: number; window: number }[] = []
  #uploads: { account: string; until: number; bytes: number }[] = []
  #members: Membership[] = []
  #reports: Report[] = []
  #drafts: Draft[] = []
  #workshops: Workshop[] = []
  #contributors: Contributor[] = []
  #watches: (Watch & { seen?: string })[] = []
  #notices: Notice[] = []
  #number = 0
  #heard: number | undefined
  #watchers: Watcher[] = []
  #webhooks: Webhook[] = []
  #revision = 0

  async createAccount(account: NewAccount): Promise<Account> {
    if (this.#former.has(account.id) || this.#accounts.some(({ id }) => id === account.id)) throw conflict('id')
    this.#unshared(account)
    this.#accounts.push({ ...account, state: 'active' })
    return (await this.account(account.id))!
  }

  async account(id: string): Promise<Account | undefined> {
    return this.#shown(this.#accounts.find((one) => one.id === id))
  }

  async accountByLogin(login: string): Promise<Account | undefined> {
    return this.#shown(this.#accounts.find((one) => loginKey(one.login) === loginKey(login)))
  }

  async accountByIdentity({ issuer, subject }: Identity): Promise<Account | undefined> {
    return this.#shown(this.#accounts.find(({ identity }) => identity?.issuer === issuer && identity.subject === subject))
  }

  async accountsById(ids: readonly string[]): Promise<Map<string, Account>> {
    return new Map((await this.accounts({ first: Infinity })).filter(({ id }) => ids.includes(id)).map((one) => [one.id, one]))
  }

  async accounts({ first = 100, after = '' }: { first?: number; after?: string } = {}): Promise<Account[]> {
    return this.#accounts.map((one) => this.#shown(one)!).filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, first)
  }

  async updateAccount(id: string, change: AccountChange, { unlessLast }: { unlessLast?: string } = {}): Promise<Account> {
    const account = this.#existing(id)
    const { mail, provedMail, identity, ...rest } = { ...account, ...change }
    const after = { ...rest, ...(mail == null ? {} : { mail }), ...(mail == null || provedMail !== mail ? {} : { provedMail }), ...(identity == null ? {} : { identity }) } as Account
    this.#unshared(after)
    const active = (all: readonly Account[]): number => all.filter(({ role, state }) => role === unlessLast && state === 'active').length
    const left = active(this.#accounts.map((one) => (one === account ? after : one)))
    if (left === 0 && left < active(this.#accounts)) throw conflict('standing')
    this.#accounts = this.#accounts.map((one) => (one === account ? after : one))
    if (after.role !== account.role || after.state !== account.state) this.#revision++
    return this.#shown(after)!
  }

  async deleteAccount(account: string): Promise<boolean> {
    if (!this.#accounts.some(({ id }) => id === account)) return false
    this.#accounts = this.#accounts.filter(({ id }) => id !== account)
    this.#sessions = this.#sessions.filter((one) => one.account !== account)
    this.#tokens = this.#tokens.filter((one) => one.account !== account)
    this.#links = this.#links.filter((one) => one.account !== account && one.by !== account)
    this.#members = this.#members.filter((one) => one.account !== account)
    this.#uploads = this.#uploads.filter((one) => one.account !== account)
    this.#drafts = this.#drafts.filter((one) => one.account !== account)
    this.#workshops = this.#workshops.filter((one) => one.account !== account).map(({ by, ...rest }) => (by === undefined || by === account ? rest : { ...rest, by }))
    this.#contributors = this.#contributors.filter((one) => one.workshop !== account)
    this.#reports = this.#reports.map(({ by, ...rest }) => (by === undefined || by === account ? rest : { ...rest, by }))
    await this.endWatching(account)
    this.#former.add(account)
    this.#revision++
    return true
  }

  async countAccounts({ role }: { role?: string } = {}): Promise<number> {
    return this.#accounts.filter((one) => role === undefined || one.role === role).length
  }

  async passwordOf(account: string): Promise<string | undefined> {
    return this.#accounts.find(({ id }) => id === account)?.password
  }

  async setPassword(account: string, phc: string, { keep, instead }: { keep?: string; instead?: string } = {}): Promise<void> {
    const found = this.#existing(account)
    if (instead !== undefined && found.password !== instead) return
    found.password = phc
    await this.endSessions(account, keep)
  }

  async createSession(session: Session): Promise<void> {
    this.#existing(session.account)
    this.#sessions.push(session)
  }

  async session(hash: string, now: number): Promise<Session | undefined> {
    const found = this.#sessions.find((one) => one.hash === hash && one.expiresAt > now)
    if (found === undefined || now - found.usedAt < MINUTE) return found
    this.#sessions = this.#sessions.map((one) => (one === found ? { ...one, usedAt: now } : one))
    return { ...found, usedAt: now }
  }

  async sessions(account: string, now: number): Promise<Session[]> {
    return this.#sessions.filter((one) => one.account === account && one.expiresAt > now).sort(byAge)
  }

  async endSession(account: string, id: string): Promise<boolean> {
    const before = this.#sessions.length
    this.#sessions = this.#sessions.filter((one) => one.account !== account || one.id !== id)
    return this.#sessions.length < before
  }

  async endSessions(account: string, keep?: string): Promise<number> {
    const before = this.#sessions.length
    this.#sessions = this.#sessions.filter((one) => one.account !== account || one.hash === keep)
    return before - this.#sessions.length
  }

  async createToken(token: Token): Promise<void> {
    this.#existing(token.account)
    this.#tokens.push(token)
  }

  async token(hash: string, now: number): Promise<Token | undefined> {
    const found = this.#tokens.find((one) => one.hash === hash && one.expiresAt > now)
    if (found === undefined || (found.usedAt !== undefined && now - found.usedAt < MINUTE)) return found
    this.#tokens = this.#tokens.map((one) => (one === found ? { ...one, usedAt: now } : one))
    return { ...found, usedAt: now }
  }

  async tokens(account: string): Promise<Token[]> {
    return this.#tokens.filter((one) => one.account === account).sort(byAge)
  }

  async deleteToken(account: string, id: string): Promise<boolean> {
    const before = this.#tokens.length
    this.#tokens = this.#tokens.filter((one) => one.account !== account || one.id !== id)
    return this.#tokens.length < before
  }

  async createLink(link: Link): Promise<void> {
    for (const each of [link.by, link.account]) if (each !== undefined) this.#existing(each)
    this.#links.push(link)
  }

  async link(hash: string, now: number): Promise<Link | undefined> {
    return this.#links.find((one) => one.hash === hash && one.expiresAt > now)
  }

  async useLink(hash: string, now: number): Promise<Link | undefined> {
    const found = await this.link(hash, now)
    this.#links = this.#links.filter((one) => one !== found)
    return found
  }

  async links({ by, account, kind }: { by?: string; account?: string; kind?: string }, now: number): Promise<Link[]> {
    return this.#links.filter((one) => one.expiresAt > now && (by ?? one.by) === one.by && (account ?? one.account) === one.account && (kind ?? one.kind) === one.kind).sort(byAge)
  }

  async deleteLink(id: string): Promise<boolean> {
    const before = this.#links.length
    this.#links = this.#links.filter((one) => one.id !== id)
    return this.#links.length < before
  }

  async addReport(report: Report): Promise<void> {
    if (report.by !== undefined) this.#existing(report.by)
    this.#reports.push(report)
  }

  async report(id: string): Promise<Report | undefined> {
    return this.#reports.find((one) => one.id === id)
  }

  async reports({ record, settled = false }: { record?: string; settled?: boolean } = {}, { first = 100, after = '' }: { first?: number; after?: string } = {}): Promise<Report[]> {
    return this.#reports.filter((one) => one.id > after && (one.settled !== undefined) === settled && (record === undefined || one.record === record)).sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, first)
  }

  async settleReport(id: string, settled: Settled): Promise<boolean> {
    const open = this.#reports.find((one) => one.id === id && one.settled === undefined)
    this.#reports = this.#reports.map((one) => (one === open ? { ...one, settled } : one))
    return open !== undefined
  }

  async countAttempt(key: string, window: number, now: number): Promise<{ count: number; since: number }> {
    this.#attempts.push({ key, at: now, window })
    return this.attempts(key, window, now)
  }

  async attempts(key: string, window: number, now: number): Promise<{ count: number; since: number }> {
    const times = this.#attempts.filter((one) => one.key === key && now - one.at < window).map(({ at }) => at)
    return { count: times.length, since: Math.min(...times, now) }
  }

  async forgetAttempts(key: string): Promise<void> {
    this.#attempts = this.#attempts.filter((one) => one.key !== key)
  }

  async countUpload({ account, until, bytes, most }: { account: string; until: number; bytes: number; most: number }): Promise<boolean> {
    this.#existing(account)
    if ((await this.uploaded(account, until)) + bytes > most) return false
    this.#uploads.push({ account, until, bytes })
    return true
  }

  async uploaded(account: string, until: number): Promise<number> {
    return this.#uploads.filter((one) => one.account === account && one.until === until).reduce((sum, { bytes }) => sum + bytes, 0)
  }

  async join({ group, account, role, since }: Membership): Promise<void> {
    this.#existing(account)
    const found = this.#members.find((one) => one.group === group && one.account === account)
    if (found?.role === role) return
    this.#members = [...this.#members.filter((one) => one !== found), { group, account, role, since: found?.since ?? since }]
    this.#revision++
  }

  async leave(group: string, account: string): Promise<boolean> {
    const before = this.#members.length
    this.#members = this.#members.filter((one) => one.group !== group || one.account !== account)
    const left = this.#members.length < before
    if (left) this.#revision++
    return left
  }

  async membershipsOf(account: string): Promise<Membership[]> {
    return this.#members.filter((one) => one.account === account).sort((a, b) => (a.group < b.group ? -1 : 1))
  }

  async membersOf(group: string, { first = 100, after = '' }: { first?: number; after?: string } = {}): Promise<Membership[]> {
    return this.#members.filter((one) => one.group === group && one.account > after).sort((a, b) => (a.account < b.account ? -1 : 1)).slice(0, first)
  }

  async countMembers(group: string): Promise<number> {
    return this.#members.filter((one) => one.group === group).length
  }

  async saveDraft(draft: Draft, over: string | null): Promise<void> {
    this.#existing(draft.account)
    const stands = await this.draft(draft.account, draft.key)
    if ((stands?.version ?? null) !== over) throw new ArchiveError('CONFLICT', 'draft', { current: stands?.version ?? null })
    this.#drafts = [...this.#drafts.filter((one) => one !== stands), draft]
  }

  async draft(account: string, key: string): Promise<Draft | undefined> {
    return this.#drafts.find((one) => one.account === account && one.key === key)
  }

  async drafts(account: string): Promise<Omit<Draft, 'body'>[]> {
    return this.#drafts.filter((one) => one.account === account).sort((a, b) => b.savedAt - a.savedAt || (a.key < b.key ? -1 : 1)).map(({ body: _, ...head }) => head)
  }

  async dropDraft(account: string, key: string): Promise<boolean> {
    const before = this.#drafts.length
    this.#drafts = this.#drafts.filter((one) => one.account !== account || one.key !== key)
    return this.#drafts.length < before
  }

  async createWorkshop(workshop: Workshop): Promise<void> {
    for (const id of [workshop.account, workshop.by]) if (id !== undefined) this.#existing(id)
    if (this.#workshops.some(({ account }) => account === workshop.account)) throw conflict('account')
    this.#workshops.push(workshop)
  }

  async workshop(hash: string, now: number): Promise<Workshop | undefined> {
    return this.#workshops.find((one) => one.hash === hash && one.expiresAt > now)
  }

  async workshops({ account }: { account?: string } = {}): Promise<Workshop[]> {
    return this.#workshops.filter((one) => account === undefined || one.account === account).sort((a, b) => b.createdAt - a.createdAt || (a.account < b.account ? 1 : -1))
  }

  async endWorkshop(account: string, now: number): Promise<boolean> {
    const found = this.#workshops.find((one) => one.account === account && one.expiresAt > now)
    this.#workshops = this.#workshops.map((one) => (one === found ? { ...one, expiresAt: now } : one))
    return found !== undefined
  }

  async addContributor(contributor: Contributor): Promise<void> {
    if (!this.#workshops.some(({ account }) => account === contributor.workshop)) throw new ArchiveError('NOT_FOUND', contributor.workshop)
    if (!this.#contributors.some(({ record }) => record === contributor.record)) this.#contributors.push(contributor)
  }

  async contributors(workshop: string): Promise<Contributor[]> {
    return this.#contributors.filter((one) => one.workshop === workshop).sort((a, b) => (a.record < b.record ? -1 : 1))
  }

  async revision(): Promise<number> {
    return this.#revision
  }

  async sweep(now: number): Promise<number> {
    const keys = new Set(this.#attempts.map(({ key }) => key))
    const size = (): number => this.#notices.length + this.#sessions.length + this.#links.length + this.#tokens.length + this.#drafts.length + this.#contributors.length + this.#reports.length + this.#reports.filter(({ contact }) => contact !== undefined).length
    const before = size()
    // a day of somebody is one row
    const days = new Set(this.#uploads.filter(({ until }) => until <= now).map(({ account, until }) => `${account} ${until}`)).size
    this.#uploads = this.#uploads.filter(({ until }) => until > now)
    this.#sessions = this.#sessions.filter((one) => one.expiresAt > now)
    this.#links = this.#links.filter((one) => one.expiresAt > now)
    this.#drafts = this.#drafts.filter((one) => one.purgeAt > now)
    this.#contributors = this.#contributors.filter((one) => one.purgeAt > now)
    this.#notices = this.#notices.filter((one) => one.at > now - 3 * MONTH)
    this.#tokens = this.#tokens.filter((one) => one.expiresAt > now - MONTH)
    // one that goes whole is one row, whether it had a contact or not
    const whole = this.#reports.filter(({ purgeAt, settled, contact }) => purgeAt <= now && settled !== undefined && contact !== undefined).length
    this.#reports = this.#reports.filter(({ purgeAt, settled }) => purgeAt > now || settled === undefined).map(({ contact, ...rest }) => (contact === undefined || rest.purgeAt <= now ? rest : { ...rest, contact }))
    // attempts are one row for a key, which ends with the last of them
    const ended = [...keys].filter((key) => this.#attempts.every((one) => one.key !== key || now - one.at >= one.window))
    this.#attempts = this.#attempts.filter((one) => !ended.includes(one.key))
    return before - size() - whole + ended.length + days
  }

  async addWatch(watch: Watch): Promise<void> {
    this.#existing(watch.account)
    this.#watches.push(watch)
  }

  async watches(account: string): Promise<Watch[]> {
    return (await this.everyWatch({ first: Infinity })).filter((one) => one.account === account)
  }

  async everyWatch({ first = 100, after = '' }: { first?: number; after?: string } = {}): Promise<Watch[]> {
    return this.#watches.map(({ seen: _, ...watch }) => watch).filter(({ id }) => id > after).sort(byId).slice(0, first)
  }

  async dropWatch(account: string, id: string): Promise<boolean> {
    if (!this.#watches.some((one) => one.id === id && one.account === account)) return false
    this.#watches = this.#watches.filter((one) => one.id !== id)
    this.#notices = this.#notices.filter(({ watch }) => watch !== id)
    return true
  }

  async lastAnswer(watch: string): Promise<string | undefined> {
    return this.#watches.find(({ id }) => id === watch)?.seen
  }

  async noteAnswer(watch: string, was: number | undefined, { checkedAt, seen }: { checkedAt: number; seen: string }, notice?: NewNotice): Promise<boolean> {
    const found = this.#watches.find((one) => one.id === watch && one.checkedAt === was)
    if (found === undefined) return false
    this.#watches = this.#watches.map((one) => (one === found ? { ...one, checkedAt, seen } : one))
    if (notice !== undefined) await this.addNotices([notice])
    return true
  }

  async heard(): Promise<number | undefined> {
    return this.#heard
  }

  async hear(sequence: number): Promise<void> {
    this.#heard = sequence
  }

  async addNotices(notices: readonly NewNotice[]): Promise<void> {
    for (const notice of notices) {
      const watch = this.#watches.find(({ id }) => id === notice.watch)
      const isThere = this.#notices.some((one) => one.watch === notice.watch && one.record === notice.record && one.changeset === notice.changeset)
      if (watch !== undefined && !isThere) this.#notices.push({ ...notice, account: watch.account, number: ++this.#number })
    }
  }

  async noticesAfter(account: string, number: number, first = 100): Promise<Notice[]> {
    return this.#notices.filter((one) => one.account === account && one.number > number).slice(0, first)
  }

  async noticesBefore(account: string, number = Infinity, first = 100): Promise<Notice[]> {
    return this.#notices.filter((one) => one.account === account && one.number < number).reverse().slice(0, first)
  }

  async notice(account: string, id: string): Promise<Notice | undefined> {
    return this.#notices.find((one) => one.account === account && one.id === id)
  }

  async newestNotice(): Promise<number> {
    return this.#number
  }

  async watcher(account: string): Promise<Watcher | undefined> {
    return this.#watchers.find((one) => one.account === account)
  }

  async setWatcher(account: string, change: WatcherChange): Promise<Watcher> {
    this.#existing(account)
    const { feed, digest, ...rest } = { account, digestedUpTo: 0, readUpTo: 0, ...await this.watcher(account), ...change }
    const after: Watcher = { ...rest, ...(feed == null ? {} : { feed }), ...(digest == null ? {} : { digest }) }
    if (after.feed !== undefined && this.#watchers.some((one) => one.feed === after.feed && one.account !== account)) throw conflict('feed')
    this.#watchers = [...this.#watchers.filter((one) => one.account !== account), after]
    return after
  }

  async watcherByFeed(hash: string): Promise<Watcher | undefined> {
    return this.#watchers.find(({ feed }) => feed === hash)
  }

  async digestWatchers(often: string, { first = 100, after = '' }: { first?: number; after?: string } = {}): Promise<Watcher[]> {
    return this.#watchers.filter(({ digest, account }) => digest === often && account > after).sort((a, b) => (a.account < b.account ? -1 : 1)).slice(0, first)
  }

  async addWebhook(webhook: Webhook): Promise<void> {
    this.#existing(webhook.account)
    this.#webhooks.push(webhook)
  }

  async webhook(id: string): Promise<Webhook | undefined> {
    return this.#webhooks.find((one) => one.id === id)
  }

  async webhooks(account: string): Promise<Webhook[]> {
    return this.#webhooks.filter((one) => one.account === account).sort(byId)
  }

  async everyWebhook({ first = 100, after = '' }: { first?: number; after?: string } = {}): Promise<Webhook[]> {
    return this.#webhooks.filter(({ id }) => id > after).sort(byId).slice(0, first)
  }

  async changeWebhook(id: string, was: number, change: WebhookChange): Promise<boolean> {
    const before = this.#webhooks.find((one) => one.id === id && one.position === was)
    if (before === undefined) return false
    const { failingSince, disabledAt, ...rest } = { ...before, ...change }
    const after: Webhook = { ...rest, ...(failingSince == null ? {} : { failingSince }), ...(disabledAt == null ? {} : { disabledAt }) }
    this.#webhooks = this.#webhooks.map((one) => (one === before ? after : one))
    return true
  }

  async dropWebhook(account: string, id: string): Promise<boolean> {
    const before = this.#webhooks.length
    this.#webhooks = this.#webhooks.filter((one) => one.id !== id || one.account !== account)
    return this.#webhooks.length < before
  }

  async endWatching(account: string): Promise<void> {
    this.#watches = this.#watches.filter((one) => one.account !== account)
    this.#notices = this.#notices.filter((one) => one.account !== account)
    this.#watchers = this.#watchers.filter((one) => one.account !== account)
    this.#webhooks = this.#webhooks.filter((one) => one.account !== account)
  }

  async health(): Promise<void> {}

  async close(): Promise<void> {}

  #existing(id: string): Account & { password?: string } {
    const found = this.#accounts.find((one) => one.id === id)
    if (found === undefined) throw new ArchiveError('NOT_FOUND', id)
    return found
  }

  #unshared({ id, login, identity }: NewAccount): void {
    const others = this.#accounts.filter((one) => one.id !== id)
    if (others.some((one) => loginKey(one.login) === loginKey(login))) throw conflict('login')
    if (identity !== undefined && others.some((one) => one.identity?.issuer === identity.issuer && one.identity.subject === identity.subject)) throw conflict('identity')
  }

  #shown(account: (Account & { password?: string }) | undefined): Account | undefined {
    if (account === undefined) return undefined
    const { password: _, ...shown } = account
    return shown
  }
}
