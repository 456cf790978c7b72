import type { Report } from '../../../src/accounts/port.ts'
import { newId } from '../../../src/model/ids.ts'
import type { AccountCases } from './cases.ts'
import { enter } from './people.ts'

const reportOf = (more: Partial<Report> = {}): Report => ({ id: newId(), record: 'r', reason: '這是我家的電話', createdAt: 1, purgeAt: 10, ...more })

export const reports: AccountCases = {
  'a report is kept with who made it and how to reach them, and read by the oldest first': async (t, { store, second }) => {
    const by = await enter(store, 'a1')
    const made = [reportOf({ by, contact: 'a1@example.org' }), reportOf({ contact: '02-1234' }), reportOf({ record: 's' })] as const
    for (const report of made.toReversed()) await store.addReport(report)
    const other = await second()
    t.strictSame(await other.reports(), made)
    t.strictSame(await other.reports({ record: 's' }), [made[2]])
    t.strictSame(await other.reports({}, { first: 1, after: made[0].id }), [made[1]])
    t.same(await other.reports({ settled: true }), [])
    t.strictSame(await other.report(made[1].id), made[1])
    t.equal(await other.report(newId()), undefined)
    await t.rejects(store.addReport(reportOf({ by: newId() })), { code: 'NOT_FOUND' })
  },

  'of two that settle one at once, one does': async (t, { store, second }) => {
    const stores = [store, await second()]
    for (let round = 0; round < 6; round++) {
      const report = reportOf()
      await store.addReport(report)
      const settled = stores.map((_, i) => ({ at: 5, note: `n${i}`, outcome: 'kept' as const, ...(i === 0 ? { by: 'x' } : {}) }))
      const done = await Promise.all(stores.map((each, i) => each.settleReport(report.id, settled[i]!)))
      t.same(done.toSorted(), [false, true])
      t.strictSame(await store.report(report.id), { ...report, settled: settled[done.indexOf(true)] })
    }
    t.same(await store.reports(), [])
    t.equal((await store.reports({ settled: true })).length, 6)
    t.equal(await store.settleReport(newId(), { at: 5, note: '', outcome: 'kept' }), false)
  },

  'how to reach somebody is gone by its day, and what is settled whole': async (t, { store }) => {
    const [open, late, done] = [reportOf({ contact: 'a' }), reportOf({ contact: 'b', purgeAt: 11 }), reportOf({ contact: 'c' })]
    for (const report of [open, late, done]) await store.addReport(report)
    await store.settleReport(done.id, { at: 2, note: '已塗除', outcome: 'redacted' })
    t.equal(await store.sweep(9), 0)
    t.equal(await store.sweep(10), 2)
    const { contact: _, ...rest } = open
    t.strictSame(await store.reports(), [rest, late])
    t.equal(await store.report(done.id), undefined)
    t.equal(await store.sweep(10), 0)
  },

  'what an account reported stays when it goes, without saying whose it is': async (t, { store }) => {
    const by = await enter(store, 'a1')
    const { by: _, ...rest } = reportOf({ by })
    await store.addReport({ ...rest, by })
    await store.deleteAccount(by)
    t.strictSame(await store.reports(), [rest])
  },
}
