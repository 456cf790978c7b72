import { setImmediate as breathe } from 'node:timers/promises'
import t from 'tap'
import { inTurns, Turns } from '../../src/graph/turns.ts'

/** Works for longer than a turn lasts, however fast the machine. */
function longer(): void {
  const turns = new Turns()
  while (!turns.isOver);
}

/** The turns of the loop in which each piece of several works was done, in order. */
async function pieces(works: readonly string[], each: number, work: (turns: Turns) => Promise<void>): Promise<{ readonly who: string; readonly turn: number }[]> {
  const done: { who: string; turn: number }[] = []
  let turn = 0
  const ended = new AbortController()
  const counting = (async () => { while (!ended.signal.aborted) { await breathe(); turn++ } })()
  await Promise.all(works.map(async (who) => {
    const turns = new Turns()
    for (let piece = 0; piece < each; piece++) {
      await work(turns)
      done.push({ who, turn })
    }
  }))
  ended.abort()
  await counting
  return done
}

t.test('of several works that take long, one goes on in each turn of the loop, one after another', async (t) => {
  const done = await pieces(['a', 'b', 'c'], 4, async (turns) => {
    await turns.next()
    longer()
  })
  // what begins at once begins in the first turn
  const later = done.slice(3)
  t.equal(new Set(later.map(({ turn }) => turn)).size, later.length, 'no two in one turn')
  t.same(later.map(({ who }) => who), [...'abcabcabc'])
})

t.test('what begins together begins in one turn only as far as there is time', async (t) => {
  const done = await pieces(['a', 'b', 'c'], 1, async (turns) => {
    if (turns.isOver) await turns.next()
    longer()
  })
  t.equal(new Set(done.map(({ turn }) => turn)).size, 3)
})

t.test('work that calls work which takes its own turns holds the loop no longer', async (t) => {
  const done = await pieces(['a'], 3, async (turns) => {
    await inTurns([1], longer)
    await turns.next()
  })
  t.equal(new Set(done.map(({ turn }) => turn)).size, 3)
})

t.test('nothing goes on when whoever asked has gone: before, and while it waits for its turn', async (t) => {
  const reason = new Error('gone')
  const before = AbortSignal.abort(reason)
  await t.rejects(new Turns(before).next(), reason)
  const made: number[] = []
  const given = new AbortController()
  await t.rejects(inTurns([1, 2, 3], (one) => {
    made.push(one)
    longer()
    given.abort(reason)
  }, given.signal), reason)
  t.same(made, [1])
  t.same(await inTurns([1, 2, 3], (one, place) => [one, place]), [[1, 0], [2, 1], [3, 2]])
})
