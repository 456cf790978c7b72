import t from 'tap'
import fc from 'fast-check'
import { Ids } from '../../src/graph/id-list.ts'

const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

t.test('ids kept as bytes are the same ids, in their order, each found at its place', async (t) => {
  fc.assert(fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1 }), fc.array(fc.nat()), (some, looked) => {
    const all = some.sort()
    const ids = Ids.of(all)
    t.same([...ids], all)
    t.same(all.map((_, place) => ids.at(place)), all)
    t.same(all.map((id) => ids.placeOf(id)), [...all.keys()])
    for (const n of looked) t.equal(ids.placeOf(all[n % all.length]!), n % all.length)
  }), { numRuns: 50 })
})

t.test('what is not among them is nowhere', async (t) => {
  fc.assert(fc.property(fc.uniqueArray(fc.uuid(), { minLength: 2 }), ([missing, ...others]) => {
    const ids = Ids.of(others.sort())
    t.equal(ids.placeOf(missing!), -1)
    for (const id of others) t.equal(others[ids.placeOf(id)], id, 'also after looking in vain')
  }), { numRuns: 50 })
  t.equal(Ids.of([]).placeOf(LAST), -1)
  t.same([...Ids.of([])], [])
})
