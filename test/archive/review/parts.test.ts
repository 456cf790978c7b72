import fc from 'fast-check'
import t from 'tap'
import { changed, changesBetween, chosenOf, partsOf } from '../../../src/archive/review/parts.ts'
import { EVERYONE } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import { checkRecord, type ArchiveRecord, type EntityRecord, type RelationRecord } from '../../../src/model/records.ts'

const [ID, FROM, TO, SOURCE] = [newId(), newId(), newId(), newId()]
const envelope = { id: ID, state: 'published', audience: EVERYONE } as const

const name = fc.record({ text: fc.constantFrom('文化局', '社會局', '甲會'), sort: fc.constantFrom('official', 'short', 'former') })
const values = fc.dictionary(fc.constantFrom('website', 'note', 'services'), fc.oneof(fc.constantFrom('甲', '乙'), fc.integer({ min: 0, max: 9 }), fc.array(fc.constantFrom('一', '二'), { maxLength: 2 })))
const entity = fc.record({ kind: fc.constantFrom('Organization', 'Place'), names: fc.array(name, { minLength: 1, maxLength: 3 }), fields: values })
  .map((parts) => checkRecord({ ...envelope, type: 'entity', ...parts }) as EntityRecord)
const relation = fc.record({ relation: fc.constantFrom('FUNDS', 'SUPERVISES'), qualifiers: values, start: fc.option(fc.constantFrom('2001', '..'), { nil: undefined }), standing: fc.constantFrom('normal', 'preferred') })
  .map(({ start, ...parts }) => checkRecord({ ...envelope, type: 'relation', from: FROM, to: TO, ...parts, ...(start === undefined ? {} : { start }) }) as RelationRecord)
const pair = fc.oneof(fc.tuple(entity, entity), fc.tuple(relation, relation)) as fc.Arbitrary<[ArchiveRecord, ArchiveRecord]>

t.test('what changed between two versions makes the one into the other; of nothing, nothing', async (t) => {
  fc.assert(fc.property(pair, ([before, after]) => {
    const changes = changesBetween(before, after)
    t.same(changed(before, changes), after)
    t.same(changed(after, changesBetween(after, before)), before)
    t.same(changesBetween(before, before), {})
    // as it is kept: JSON has no undefined
    t.same(JSON.parse(JSON.stringify(changes)), changes)
  }), { numRuns: 100 })
})

t.test('chosen parts are changed and no others', async (t) => {
  fc.assert(fc.property(pair, fc.nat(), ([before, after], seed) => {
    const changes = changesBetween(before, after)
    const parts = Object.keys(changes).filter((_, i) => (seed >> i) % 2 === 0)
    if (parts.length === 0) return
    const [was, is, wanted] = [partsOf(before), partsOf(changed(before, chosenOf(changes, parts))), partsOf(after)]
    for (const part of new Set([...was.keys(), ...is.keys(), ...wanted.keys()])) t.same(is.get(part), (parts.includes(part) ? wanted : was).get(part), part)
  }), { numRuns: 100 })
  t.throws(() => chosenOf({ kind: 'Place' }, ['names']), { code: 'BAD_USER_INPUT' })
  t.throws(() => chosenOf({ kind: 'Place' }, []), { code: 'BAD_USER_INPUT' })
})

t.test('a name keeps the source that whoever proposed the names may not have seen', async (t) => {
  const before = checkRecord({ ...envelope, type: 'entity', kind: 'Place', names: [{ text: '甲', source: SOURCE }, { text: '乙', source: SOURCE }] })
  t.match(changed(before, { names: [{ text: '乙', language: 'zh-Hant', sort: 'official' }, { text: '丙', language: 'zh-Hant', sort: 'official' }] }), { names: [{ text: '乙', source: SOURCE }, { text: '丙' }] })
  t.throws(() => changed(before, { names: null }), { code: 'BAD_USER_INPUT' })
  t.throws(() => changed(before, { nonsense: 1 }), { code: 'BAD_USER_INPUT' })
})
