import type { NewNotice, Notice, Watch, Webhook } from '../../../src/accounts/port.ts'
import { newId } from '../../../src/model/ids.ts'
import type { AccountCases } from './cases.ts'
import { enter } from './people.ts'

export const watchOf = (account: string, more: Partial<Watch> = {}): Watch => ({ id: newId(), account, kind: 'record', subject: 'r', createdAt: 1, ...more })

export const noticeOf = (watch: string, record: string, more: Partial<NewNotice> = {}): NewNotice => ({ id: newId(), watch, record, changeset: 'c', at: 5, ...more })

export const webhookOf = (account: string, more: Partial<Webhook> = {}): Webhook =>
  ({ id: newId(), account, name: '我的程式', address: 'https://hooks.example.org/', secret: 'whsec_x', createdAt: 1, position: 0, failures: 0, results: [], ...more })

/** Numbers are the store's own: only their order is promised. */
const unnumbered = (notices: readonly Notice[]): Omit<Notice, 'number'>[] => notices.map(({ number: _, ...notice }) => notice)

const MONTHS = 90 * 24 * 3_600_000

export const watching: AccountCases = {
  'a watch is kept with all it says, read by its owner in the order of ids, and by another process': async (t, { store, second }) => {
    const [a, b] = [await enter(store, 'a'), await enter(store, 'b')]
    const made = [watchOf(a), watchOf(a, { kind: 'search', asks: '{"text":"陶"}', name: '陶藝', checkedAt: 7 }), watchOf(b)].map(({ subject, ...watch }) => (watch.kind === 'record' ? { ...watch, subject: subject! } : watch)) as [Watch, Watch, Watch]
    for (const watch of made.toReversed()) await store.addWatch(watch)
    const other = await second()
    t.strictSame(await other.watches(a), made.slice(0, 2))
    t.strictSame(await other.everyWatch(), made)
    t.strictSame(await other.everyWatch({ first: 1, after: made[0].id }), [made[1]])
    t.equal(await other.dropWatch(b, made[0].id), false, 'nobody drops another\'s')
    t.equal(await other.dropWatch(a, made[0].id), true)
    t.equal(await other.dropWatch(a, made[0].id), false)
    t.strictSame(await store.watches(a), [made[1]])
    await t.rejects(store.addWatch(watchOf(newId())), { code: 'NOT_FOUND' })
  },

  'notices come in their order to whose watch it is, one for a record and changeset': async (t, { store, second }) => {
    const [a, b] = [await enter(store, 'a'), await enter(store, 'b')]
    const [mine, theirs] = [watchOf(a), watchOf(b)]
    for (const watch of [mine, theirs]) await store.addWatch(watch)
    t.equal(await store.newestNotice(), 0)
    const made = [noticeOf(mine.id, 'r'), noticeOf(theirs.id, 'r'), noticeOf(mine.id, 's'), noticeOf(mine.id, 's', { changeset: 'd', found: '{}' })]
    await store.addNotices(made)
    await (await second()).addNotices([noticeOf(mine.id, 's'), noticeOf(newId(), 'r')])
    await store.addNotices([])
    const of = (account: string) => (notice: NewNotice): object => ({ ...notice, account })
    const [first, , third, fourth] = made as [NewNotice, NewNotice, NewNotice, NewNotice]
    const all = await store.noticesAfter(a, 0)
    t.strictSame(unnumbered(all), [first, third, fourth].map(of(a)))
    t.strictSame(await store.noticesAfter(a, all[0]!.number, 1), [all[1]])
    t.strictSame(await store.noticesBefore(a), all.toReversed())
    t.strictSame(await store.noticesBefore(a, all[2]!.number, 1), [all[1]])
    t.strictSame(await store.notice(a, first.id), all[0])
    t.equal(await store.notice(b, first.id), undefined)
    t.ok(all.every(({ number }, i) => i === 0 || number > all[i - 1]!.number))
    t.ok(await store.newestNotice() >= all[2]!.number)
    await store.dropWatch(a, mine.id)
    t.same(await store.noticesAfter(a, 0), [], 'they go with their watch')
    t.equal((await store.noticesAfter(b, 0)).length, 1)
  },

  'numbers of later notices are greater, also after the newest is gone': async (t, { store, second }) => {
    const a = await enter(store, 'a')
    const watch = watchOf(a)
    await store.addWatch(watch)
    await store.addNotices([noticeOf(watch.id, 'r')])
    const before = await store.newestNotice()
    t.equal(await store.sweep(5 + MONTHS), 1)
    t.equal(await store.newestNotice(), before)
    await (await second()).addNotices([noticeOf(watch.id, 's')])
    t.ok((await store.noticesAfter(a, before)).length === 1)
  },

  'of two that note what a question answers at once, one does': async (t, { store, second }) => {
    const a = await enter(store, 'a')
    const [watch, stores] = [watchOf(a, { kind: 'question' }), [store, await second()]]
    await store.addWatch(watch)
    t.equal(await store.lastAnswer(watch.id), undefined)
    for (let round = 0; round < 5; round++) {
      const was = (await store.watches(a))[0]!.checkedAt
      const done = await Promise.all(stores.map((each, i) => each.noteAnswer(watch.id, was, { checkedAt: 10 + round, seen: `${round}.${i}` }, noticeOf(watch.id, watch.id, { changeset: `${round}` }))))
      t.same(done.toSorted(), [false, true])
      t.equal(await store.lastAnswer(watch.id), `${round}.${done.indexOf(true)}`)
      t.equal((await store.watches(a))[0]!.checkedAt, 10 + round)
    }
    t.equal((await store.noticesAfter(a, 0)).length, 5)
    t.equal(await store.noteAnswer(newId(), undefined, { checkedAt: 1, seen: '' }), false)
  },

  'up to where the log was looked through is one for all processes': async (t, { store, second }) => {
    const other = await second()
    t.equal(await store.heard(), undefined)
    await store.hear(7)
    t.equal(await other.heard(), 7)
    await other.hear(3)
    t.equal(await store.heard(), 3)
  },

  'how somebody is told is set part by part, and a feed is one account\'s': async (t, { store, second }) => {
    const [a, b] = [await enter(store, 'a'), await enter(store, 'b')]
    t.equal(await store.watcher(a), undefined)
    t.strictSame(await store.setWatcher(a, { feed: 'h1' }), { account: a, feed: 'h1', digestedUpTo: 0, readUpTo: 0 })
    await store.setWatcher(a, { digest: 'week', digestedUpTo: 4 })
    const whole = { account: a, feed: 'h1', digest: 'week', digestedUpTo: 4, readUpTo: 0 } as const
    const other = await second()
    t.strictSame(await other.watcher(a), whole)
    t.strictSame(await other.watcherByFeed('h1'), whole)
    t.equal(await other.watcherByFeed('h2'), undefined)
    await t.rejects(other.setWatcher(b, { feed: 'h1' }), { code: 'CONFLICT' })
    await other.setWatcher(b, { digest: 'week' })
    t.same((await store.digestWatchers('week')).map(({ account }) => account), [a, b])
    t.same((await store.digestWatchers('week', { first: 1, after: a })).map(({ account }) => account), [b])
    t.same(await store.digestWatchers('day'), [])
    await store.setWatcher(a, { feed: null, digest: null, readUpTo: 9 })
    t.strictSame(await store.watcher(a), { account: a, digestedUpTo: 4, readUpTo: 9 })
    t.equal(await store.watcherByFeed('h1'), undefined)
    await t.rejects(store.setWatcher(newId(), { readUpTo: 1 }), { code: 'NOT_FOUND' })
  },

  'a webhook is changed only where its position still stands': async (t, { store, second }) => {
    const [a, b] = [await enter(store, 'a'), await enter(store, 'b')]
    const [one, other] = [webhookOf(a), webhookOf(b, { disabledAt: 4, failingSince: 2, failures: 3, results: [{ at: 3, status: 500, error: 'HTTP 500' }] })]
    for (const webhook of [other, one]) await store.addWebhook(webhook)
    const stores = [store, await second()]
    t.strictSame(await stores[1]!.webhook(other.id), other)
    t.strictSame(await store.webhooks(a), [one])
    t.strictSame(await store.everyWebhook(), [one, other])
    t.strictSame(await store.everyWebhook({ first: 1, after: one.id }), [other])
    for (let position = 0; position < 5; position++) {
      t.same((await Promise.all(stores.map((each) => each.changeWebhook(one.id, position, { position: position + 1 })))).toSorted(), [false, true])
    }
    t.equal(await store.changeWebhook(other.id, 0, { failures: 0, failingSince: null, disabledAt: null, results: [] }), true)
    const { disabledAt: _, failingSince: __, ...mended } = other
    t.strictSame(await store.webhook(other.id), { ...mended, failures: 0, results: [] })
    t.equal(await store.changeWebhook(newId(), 0, {}), false)
    t.equal(await store.dropWebhook(b, one.id), false)
    t.equal(await store.dropWebhook(a, one.id), true)
    t.equal(await store.webhook(one.id), undefined)
    await t.rejects(store.addWebhook(webhookOf(newId())), { code: 'NOT_FOUND' })
  },

  'all of it goes with its account, or when the account leaves': async (t, { store }) => {
    for (const end of [(id: string) => store.deleteAccount(id), (id: string) => store.endWatching(id)]) {
      const [a, b] = [await enter(store, `a${newId()}`), await enter(store, `b${newId()}`)]
      const kept: [Watch, Webhook][] = []
      for (const account of [a, b]) {
        const [watch, webhook] = [watchOf(account), webhookOf(account)]
        kept.push([watch, webhook])
        await store.addWatch(watch)
        await store.addNotices([noticeOf(watch.id, 'r')])
        await store.setWatcher(account, { feed: account, digest: 'day' })
        await store.addWebhook(webhook)
      }
      await end(a)
      t.same([await store.watches(a), await store.noticesAfter(a, 0), await store.watcher(a), await store.watcherByFeed(a), await store.webhooks(a)], [[], [], undefined, undefined, []])
      t.strictSame([await store.watches(b), await store.webhooks(b)], [[kept[1]![0]], [kept[1]![1]]])
      t.equal((await store.noticesAfter(b, 0)).length, 1)
      t.equal((await store.watcherByFeed(b))?.account, b)
      await store.endWatching(b)
    }
  },
}
