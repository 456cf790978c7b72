import { availableParallelism } from 'node:os'
import t from 'tap'
import { computed } from '../../src/questions/networks/computed.ts'
import type { Ends } from '../../src/questions/networks/tasks.ts'

/** A ring with chords: far more to count than a test should wait for. */
function large(size: number): Ends {
  const [from, to] = [new Uint32Array(3 * size), new Uint32Array(3 * size)]
  for (let node = 0; node < size; node++) for (const [i, step] of [1, 7, 101].entries()) [from[3 * node + i], to[3 * node + i]] = [node, (node + step) % size]
  return { size, from, to }
}

t.test('a computation that nobody waits for any more is stopped, and its place is free for the next', async (t) => {
  const reason = new Error('gone')
  await t.rejects(computed({ what: 'brokerage', graph: large(2_000), start: 0, first: 1 }, AbortSignal.abort(reason)), reason)
  // more than there are threads: some of them wait for one
  const all = Array.from({ length: availableParallelism() + 1 }, () => {
    const given = new AbortController()
    return { given, done: computed({ what: 'brokerage', graph: large(200_000), start: 0, first: 1 }, given.signal) }
  })
  for (const { given, done } of all.toReversed()) {
    given.abort(reason)
    await t.rejects(done, reason)
  }
  const { entities, rows } = await computed({ what: 'brokerage', graph: large(1_000), start: 0, first: 1 })
  t.same([entities, rows.length], [1_000, 1])
})
