import t from 'tap'
import { often } from '../fixture.ts'
import { town, vocabulary } from '../generate/index.ts'
import { Oracle } from '../oracle/index.ts'
import { answersAlike, questions, surveys, surveysAlike } from './same.ts'
import { stores } from './stores.ts'

/**
 * Random questions on random cities of 5,000 bodies, with random viewers and dates, are answered as the
 * oracle answers them, order included: 300, or 1,200 on the embedded store when FANGZHI_LONG is set.
 */
const BODIES = 5_000
const QUESTIONS = 50
const CITIES: Readonly<Record<string, number>> = { sqlite: often(3, 12), neo4j: 3 }

const backends = await stores(t)

for (let seed = 1; seed <= Math.max(...backends.map(({ name }) => CITIES[name]!)); seed++) {
  await t.test(`city ${seed}`, async (t) => {
    const oracle = new Oracle(vocabulary)
    const changesets = town(seed, BODIES)
    for (const changeset of changesets) await oracle.commit(changeset)
    const asked = questions(oracle, seed, QUESTIONS)
    const surveyed = surveys(oracle, seed, QUESTIONS)
    for (const { name, make } of backends.filter(({ name }) => seed <= CITIES[name]!)) {
      const { store, close } = await make()
      try {
        for (const changeset of changesets) await store.commit(changeset)
        const wrong: unknown[] = []
        for (const put of asked) await answersAlike(store, oracle, put).catch((error: unknown) => wrong.push(error))
        for (const put of surveyed) await surveysAlike(store, oracle, put).catch((error: unknown) => wrong.push(error))
        t.same(wrong, [], `${name} answers ${2 * QUESTIONS} questions as the oracle`)
      } finally {
        await close()
      }
    }
  })
}
