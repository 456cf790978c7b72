import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { isPlain } from '../../src/model/records-plain.ts'
import { entitySchema, evidenceSchema, KINDS, METHODS, NAME_SORTS, relationSchema, STANCES, STANDINGS, STATES } from '../../src/model/records.ts'

const words = { kinds: new Set(KINDS), states: new Set(STATES), sorts: new Set(NAME_SORTS), stances: new Set(STANCES), methods: new Set(METHODS), standings: new Set(STANDINGS) }
const [id, other] = [newId(), newId()]

const PLAIN: Readonly<Record<string, Record<string, unknown>>> = {
  entity: { id, type: 'entity', state: 'published', audience: EVERYONE, kind: 'Organization', names: [{ text: '甲會', language: 'zh-Hant', sort: 'official' }], identifiers: [{ scheme: 'row', value: 'x/1' }], fields: { foundedOn: '民國99年', rows: 3, open: true } },
  relation: { id, type: 'relation', state: 'proposed', audience: EVERYONE, relation: 'FUNDS', from: id, to: other, start: '2001', qualifiers: { about: '甲' }, standing: 'normal' },
  evidence: { id, type: 'evidence', state: 'published', audience: EVERYONE, relation: id, source: other, locator: { row: 7 }, quote: '甲會', stance: 'supports', method: 'register', attested: '2024' },
}
const SCHEMAS = { entity: entitySchema, relation: relationSchema, evidence: evidenceSchema }

t.test('what an import writes is plain', async (t) => {
  for (const [type, record] of Object.entries(PLAIN)) t.ok(isPlain(record, words), type)
  t.notOk(isPlain({ ...PLAIN.entity, type: 'content' }, words))
  t.notOk(isPlain({ ...PLAIN.entity, by: newId() }, words), 'no import has an account')
  for (const value of [null, undefined, 'x', 3, []]) t.notOk(isPlain(value, words))
})

t.test('whatever is plain the schemas take as it is', async (t) => {
  const junk = fc.oneof(fc.constant(undefined), fc.constant(null), fc.string({ maxLength: 3 }), fc.integer(), fc.double(), fc.boolean(), fc.constant('x'.repeat(1_001)), fc.constant('x'.repeat(20_001)), fc.constant([]), fc.constant({}), fc.constant([{}]), fc.constant('withdrawn'), fc.constant(id))
  const type = fc.constantFrom('entity', 'relation', 'evidence' as const)
  fc.assert(fc.property(type, fc.array(fc.tuple(fc.nat(30), fc.nat(5), junk), { maxLength: 2 }), (which, changes) => {
    const record = structuredClone(PLAIN[which]!)
    for (const [at, inner, value] of changes) {
      const keys = [...Object.keys(record), 'extra', 'standingReason', 'confidence']
      const key = keys[at % keys.length]!
      const within = record[key]
      const inside = Array.isArray(within) ? within[0] as Record<string, unknown> | undefined : typeof within === 'object' && within !== null ? within as Record<string, unknown> : undefined
      if (inside !== undefined && typeof inside === 'object' && inside !== null && inner > 1) inside[[...Object.keys(inside), 'extra', 'from', 'page'][inner % (Object.keys(inside).length + 3)]!] = value
      else record[key] = value
    }
    if (!isPlain(record, words)) return true
    const parsed = SCHEMAS[which].safeParse(record)
    return parsed.success && isDeepStrictEqual(parsed.data, record)
  }), { numRuns: 5_000 })
  t.pass()
})
