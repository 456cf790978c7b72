import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { often } from '../fixture.ts'
import { arbitrary, type Move } from '../generate/index.ts'
import { answersAlike, asked, played, questions, READERS, surveys, surveysAlike, told } from './same.ts'
import { stores } from './stores.ts'

/**
 * Random archives and edits: what a store refuses, answers and shows is what the oracle does, for every
 * reader; and its projections follow from its log. A failure prints the moves that are needed for it.
 */
const RUNS: Readonly<Record<string, number>> = { sqlite: often(15, 60), neo4j: often(3, 5) }

for (const { name, make } of await stores(t)) {
  await t.test(`${name} is as the oracle, whatever is done to it`, async (t) => {
    const run = async (moves: readonly Move[], seed: number): Promise<void> => {
      const { store, close } = await make()
      try {
        const oracle = await played(store, moves)
        for (const viewer of READERS) deepStrictEqual(await told(store, oracle, viewer), await told(oracle, oracle, viewer))
        deepStrictEqual(await asked(store, oracle, seed), await asked(oracle, oracle, seed))
        for (const put of questions(oracle, seed, 12)) await answersAlike(store, oracle, put)
        for (const put of surveys(oracle, seed, 12)) await surveysAlike(store, oracle, put)
        deepStrictEqual((await store.reproject({ check: true })).differences, [])
      } finally {
        await close()
      }
    }
    const found = await fc.check(fc.asyncProperty(arbitrary.moves(70), arbitrary.seed(), run), { numRuns: RUNS[name]! })
    t.notOk(found.failed, found.failed ? `${fc.defaultReportMessage(found)} ${String(found.errorInstance)}` : 'no run failed')
  })
}
