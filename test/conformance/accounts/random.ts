import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import type { AccountStore, Notice } from '../../../src/accounts/port.ts'
import { MEMBER_ROLES, ROLES, SCOPES } from '../../../src/model/actor.ts'
import { ArchiveError } from '../../../src/model/errors.ts'
import { PlainAccounts } from './model.ts'

/** Few of each, so that they meet. */
const WHO = ['a', 'b', 'c', 'd'] as const
const LOGINS = ['lin', 'ＬＩＮ', 'chen', 'Chen ', '王'] as const
const GROUPS = ['g', 'h'] as const
const KEYS = ['k', 'l'] as const
const IDENTITIES = [{ issuer: 'i', subject: '1' }, { issuer: 'i', subject: '2' }] as const
const WINDOW = 150_000

/** A day of a minute. */
const dayAfter = (now: number): number => (Math.floor(now / 60_000) + 1) * 60_000

/** What an operation may pick from; `at` counts the operations, so what is made with it is new. */
interface Choice {
  readonly who: string
  readonly other: string
  readonly pick: number
  readonly earlier: number
  readonly at: number
  readonly now: number
}

const one = <T>(all: readonly T[], pick: number): T => all[pick % all.length]!

/** Every method that writes or tells something, weighted by how often it stands here. */
const OPERATIONS: readonly ((store: AccountStore, choice: Choice) => Promise<unknown>)[] = [
  ...[0, 1, 2].map(() => (store: AccountStore, { who, pick, now }: Choice) =>
    store.createAccount({ id: who, login: one(LOGINS, pick), name: `n${pick}`, role: one(ROLES, pick), createdAt: now, ...(pick % 3 === 0 ? { mail: 'm@example.org' } : {}), ...(pick % 2 === 0 ? { identity: one(IDENTITIES, pick >> 1) } : {}) })),
  (store, { who, pick }) => store.updateAccount(who, { login: one(LOGINS, pick) }),
  (store, { who, pick }) => store.updateAccount(who, { role: one(ROLES, pick), mail: pick % 2 === 0 ? null : 'o@example.org' }),
  (store, { who, pick }) => store.updateAccount(who, { provedMail: pick % 2 === 0 ? 'm@example.org' : 'o@example.org' }),
  (store, { who, pick }) => store.updateAccount(who, { identity: pick % 3 === 0 ? null : one(IDENTITIES, pick), state: pick % 2 === 0 ? 'active' : 'suspended' }),
  ...[0, 1].map(() => (store: AccountStore, { who, pick }: Choice) => store.updateAccount(who, pick % 3 === 0 ? { state: 'suspended' } : { role: one(ROLES, pick) }, { unlessLast: 'administrator' })),
  ...[0, 1].map(() => (store: AccountStore, { who }: Choice) => store.deleteAccount(who)),
  (store, { who, pick, earlier }) => store.setPassword(who, `p${pick}`, { ...(pick % 2 === 0 ? {} : { keep: `s${earlier}` }), ...(pick % 3 === 0 ? { instead: `p${earlier % 4}` } : {}) }),
  ...[0, 1].map(() => (store: AccountStore, { who, pick, at, now }: Choice) =>
    store.createSession({ id: `i${at}`, hash: `s${at}`, account: who, createdAt: now, usedAt: now, expiresAt: now + pick * 60_000, agent: 'Firefox' })),
  ...[0, 1].map(() => (store: AccountStore, { earlier, now }: Choice) => store.session(`s${earlier}`, now)),
  (store, { who, earlier }) => store.endSession(who, `i${earlier}`),
  (store, { who, earlier, pick }) => store.endSessions(who, pick % 2 === 0 ? undefined : `s${earlier}`),
  (store, { who, pick, at, now }) =>
    store.createToken({ id: `u${at}`, hash: `t${at}`, account: who, name: `n${pick}`, scopes: SCOPES.slice(0, 1 + (pick % 4)), createdAt: now, expiresAt: now + pick * 60_000 }),
  (store, { earlier, now }) => store.token(`t${earlier}`, now),
  (store, { who, earlier }) => store.deleteToken(who, `u${earlier}`),
  (store, { who, other, pick, at, now }) =>
    store.createLink({ id: `m${at}`, hash: `l${at}`, kind: one(['first', 'invite', 'recover', 'mail'] as const, pick), createdAt: now, expiresAt: now + pick * 180_000, ...(pick % 2 === 0 ? { by: who } : {}), ...(pick % 3 === 0 ? { account: other, joins: [{ group: 'g', role: 'member' as const }] } : {}) }),
  (store, { earlier, now }) => store.link(`l${earlier}`, now),
  (store, { earlier, now }) => store.useLink(`l${earlier}`, now),
  (store, { earlier }) => store.deleteLink(`m${earlier}`),
  ...[0, 1].map(() => (store: AccountStore, { pick, now }: Choice) => store.countAttempt(one(KEYS, pick), WINDOW, now)),
  (store, { pick }) => store.forgetAttempts(one(KEYS, pick)),
  ...[0, 1].map(() => (store: AccountStore, { who, pick, now }: Choice) => store.join({ group: one(GROUPS, pick), account: who, role: one(MEMBER_ROLES, pick >> 1), since: now })),
  (store, { who, pick }) => store.leave(one(GROUPS, pick), who),
  (store, { who, pick, at, now }) => store.addReport({ id: `r${at}`, record: one(GROUPS, pick), reason: 'x', createdAt: now, purgeAt: now + pick * 60_000, ...(pick % 2 === 0 ? { by: who } : {}), ...(pick % 3 === 0 ? { contact: 'c' } : {}) }),
  (store, { who, earlier, pick, now }) => store.settleReport(`r${earlier}`, { at: now, note: 'n', outcome: pick % 2 === 0 ? 'kept' : 'redacted', ...(pick % 3 === 0 ? { by: who } : {}) }),
  ...[0, 1].map(() => (store: AccountStore, { who, pick, now }: Choice) => store.countUpload({ account: who, until: dayAfter(now), bytes: pick * 10, most: 100 })),
  ...[0, 1].map(() => (store: AccountStore, { who, pick, earlier, at, now }: Choice) =>
    store.saveDraft({ account: who, key: one(KEYS, pick), title: 't', body: `"${at}"`, version: `v${at}`, savedAt: now, purgeAt: now + pick * 60_000 }, pick % 3 === 0 ? null : `v${earlier}`)),
  async (store, { who, pick, at, now }) => {
    const stands = await store.draft(who, one(KEYS, pick))
    return store.saveDraft({ account: who, key: one(KEYS, pick), title: 'u', body: `"${at}"`, version: `v${at}`, savedAt: now, purgeAt: now + pick * 60_000 }, stands?.version ?? null)
  },
  ...[0, 1].map(() => (store: AccountStore, { who, other, pick, at, now }: Choice) =>
    store.createWorkshop({ account: who, hash: `w${at}`, audience: '{}', createdAt: now, expiresAt: now + pick * 60_000, keeps: 1, ...(pick % 2 === 0 ? { by: other } : {}) })),
  (store, { earlier, now }) => store.workshop(`w${earlier}`, now),
  (store, { who, now }) => store.endWorkshop(who, now),
  (store, { who, pick, now }) => store.addContributor({ record: one(GROUPS, pick), workshop: who, contact: `c${pick}`, createdAt: now, purgeAt: now + pick * 60_000 }),
  (store, { who, pick }) => store.dropDraft(who, one(KEYS, pick)),
  (store, { who, pick }) => store.draft(who, one(KEYS, pick)),
  ...[0, 1].map(() => (store: AccountStore, { who, pick, at, now }: Choice) => store.addWatch({ id: `w${at}`, account: who, kind: one(['record', 'question'] as const, pick), createdAt: now, ...(pick % 2 === 0 ? { subject: 'g', name: 'n' } : { asks: '{}' }) })),
  (store, { who, earlier }) => store.dropWatch(who, `w${earlier}`),
  (store, { earlier, pick, at, now }) => store.noteAnswer(`w${earlier}`, pick % 2 === 0 ? undefined : now, { checkedAt: now, seen: `a${at}` }, ...(pick % 3 === 0 ? [{ id: `o${at}`, watch: `w${earlier}`, record: 'x', changeset: `c${at}`, at: now, found: '{}' }] : [])),
  ...[0, 1].map(() => (store: AccountStore, { earlier, pick, at, now }: Choice) => store.addNotices([0, 1].map((i) => ({ id: `o${at}.${i}`, watch: `w${earlier + i}`, record: one(GROUPS, pick), changeset: one(KEYS, pick >> 1), at: now })))),
  (store, { pick }) => store.hear(pick),
  (store, { who, pick }) => store.setWatcher(who, { ...(pick % 2 === 0 ? { feed: pick % 4 === 0 ? null : one(KEYS, pick) } : { digest: pick % 3 === 0 ? null : one(['day', 'week'] as const, pick) }), readUpTo: pick }),
  (store, { who, pick, at, now }) => store.addWebhook({ id: `h${at}`, account: who, name: 'n', address: 'https://x.example', secret: 's', createdAt: now, position: pick % 2, failures: 0, results: [] }),
  (store, { earlier, pick, now }) => store.changeWebhook(`h${earlier}`, pick % 2, { position: pick % 3, failures: pick, failingSince: pick % 2 === 0 ? now : null, ...(pick % 3 === 0 ? { disabledAt: now, results: [{ at: now, status: 200 }] } : {}) }),
  (store, { who, earlier }) => store.dropWebhook(who, `h${earlier}`),
  async (store, { who, pick }) => { if (pick === 0) await store.endWatching(who) },
  (store, { now, pick }) => store.sweep(pick === 0 ? now + 31 * 24 * 3_600_000 : now),
  (store) => store.revision(),
]

/** Numbers of notices are the store's own. */
const unnumbered = (notices: readonly Notice[]): object[] => notices.map(({ number: _, ...notice }) => notice)

/** Everything that can be asked. */
async function told(store: AccountStore, now: number): Promise<unknown> {
  return {
    accounts: await store.accounts(),
    page: await store.accounts({ first: 1, after: 'a' }),
    byId: [...(await store.accountsById(WHO)).entries()].sort(([a], [b]) => (a < b ? -1 : 1)),
    counts: await Promise.all(ROLES.map((role) => store.countAccounts({ role }))),
    logins: await Promise.all(LOGINS.map((login) => store.accountByLogin(login))),
    identities: await Promise.all(IDENTITIES.map((identity) => store.accountByIdentity(identity))),
    each: await Promise.all(WHO.map(async (who) => [
      await store.account(who), await store.passwordOf(who), await store.sessions(who, now), await store.tokens(who), await store.membershipsOf(who), await store.drafts(who), await store.workshops({ account: who }), await store.contributors(who), await store.links({ by: who }, now), await store.links({ account: who }, now),
    ])),
    workshops: await store.workshops(),
    links: await store.links({}, now),
    invites: await store.links({ kind: 'invite' }, now),
    groups: await Promise.all(GROUPS.map(async (group) => [await store.membersOf(group), await store.membersOf(group, { first: 1, after: 'a' }), await store.countMembers(group)])),
    uploads: await Promise.all(WHO.map((who) => store.uploaded(who, dayAfter(now)))),
    attempts: await Promise.all(KEYS.map((key) => store.attempts(key, WINDOW, now))),
    reports: await Promise.all([store.reports(), store.reports({ settled: true }), store.reports({ record: 'g' }, { first: 1 })]),
    watching: [await store.everyWatch(), await store.everyWatch({ first: 1, after: 'w1' }), await store.heard(), await store.everyWebhook(), await store.digestWatchers('day'), await store.digestWatchers('week', { first: 1 })],
    feeds: await Promise.all(KEYS.map((key) => store.watcherByFeed(key))),
    told: await Promise.all(WHO.map(async (who) => [
      await store.watches(who), await store.watcher(who), await store.webhooks(who), unnumbered(await store.noticesAfter(who, 0)), unnumbered(await store.noticesBefore(who, undefined, 2)),
    ])),
    answers: await Promise.all((await store.everyWatch()).map(({ id }) => store.lastAnswer(id))),
    revision: await store.revision(),
  }
}

/** What came of it: an answer, or the code of the refusal and the field at fault. */
async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    return { answer: await work }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { code: error.code, field: error.details.field }
  }
}

const steps = fc.array(fc.record({
  operation: fc.nat(OPERATIONS.length - 1), who: fc.constantFrom(...WHO), other: fc.constantFrom(...WHO), pick: fc.nat(7), back: fc.nat(30), pause: fc.constantFrom(0, 0, 0, 1, 30_000, 60_000),
}), { minLength: 20, maxLength: 80 })

/**
 * Whatever is done to it, a store answers and refuses as the plain one does.
 * @returns what is needed for it not to be so, if anything is
 */
export async function unlikeModel(make: () => Promise<{ readonly stores: readonly AccountStore[]; readonly close: () => Promise<void> }>, numRuns: number): Promise<string | undefined> {
  const found = await fc.check(fc.asyncProperty(steps, async (moves) => {
    const { stores, close } = await make()
    try {
      const model = new PlainAccounts()
      let now = 1_000_000
      for (const [at, { operation, who, other, pick, back, pause }] of moves.entries()) {
        now += pause
        const choice: Choice = { who, other, pick, at, earlier: Math.max(0, at - 1 - back), now }
        const act = OPERATIONS[operation]!
        deepStrictEqual(await outcome(act(stores[at % stores.length]!, choice)), await outcome(act(model, choice)), `operation ${operation} at ${at}`)
        if (at % 10 === 9) deepStrictEqual(await told(stores[0]!, now), await told(model, now))
      }
      for (const store of stores) deepStrictEqual(await told(store, now), await told(model, now))
    } finally {
      await close()
    }
  }), { numRuns })
  return found.failed ? `${fc.defaultReportMessage(found)} ${String(found.errorInstance)}` : undefined
}
