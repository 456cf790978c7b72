import fc from 'fast-check'
import t from 'tap'
import { attempt, keyOf } from '../../../src/archive/accounts/throttle.ts'
import { MINUTE } from '../../../src/archive/accounts/ports.ts'
import { twoStores } from './desk.ts'

const WINDOW = 15 * MINUTE
/** Pauses of 2, 4, 8 … seconds that fit into the window, added up. */
const MORE = 8

t.test('of any window no more get through than are free and eight, however they come and by whatever process', async (t) => {
  const stores = await twoStores(t)
  let round = 0
  const steps = fc.array(fc.record({ pause: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 20 * MINUTE })), store: fc.nat(1) }), { minLength: 1, maxLength: 60 })
  await fc.assert(fc.asyncProperty(steps, fc.integer({ min: 1, max: 6 }), async (times, free) => {
    const key = keyOf('test', String(round++))
    const through: number[] = []
    let now = 1_800_000_000_000
    for (const { pause, store } of times) {
      now += pause
      if (await attempt(stores[store]!, [{ key, free }], now).then(() => true, () => false)) through.push(now)
    }
    return through.every((last) => through.filter((time) => time > last - WINDOW && time <= last).length <= free + MORE)
  }), { numRuns: 40 })
})

t.test('many at once, from two processes, count as many', async (t) => {
  const stores = await twoStores(t)
  const now = Date.now()
  const all = await Promise.allSettled(Array.from({ length: 60 }, (_, i) => attempt(stores[i % 2]!, [{ key: keyOf('x'), free: 5 }], now)))
  t.equal(all.filter(({ status }) => status === 'fulfilled').length, 5)
})

t.test('whoever waits as long as they are told may try again; who does not, waits longer; the next hour begins anew', async (t) => {
  const [store] = await twoStores(t)
  const limits = [{ key: keyOf('x'), free: 2 }]
  let now = 1_800_000_000_000
  const told = async (): Promise<number> => attempt(store, limits, now).then(() => 0, (error: { code?: string; details?: { retryAfter?: number } }) => {
    t.equal(error.code, 'RATE_LIMITED')
    return error.details!.retryAfter!
  })
  t.same([await told(), await told()], [0, 0])
  const first = await told()
  t.ok(first > 0)
  now += first * 1_000
  t.equal(await told(), 0)
  const [second, third] = [await told(), await told()]
  t.ok(third > second && second > first)
  now += WINDOW
  t.equal(await told(), 0)
})
