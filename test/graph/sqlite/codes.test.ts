import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import t from 'tap'
import { recordCode, STANDALONE, standaloneKey, TYPE_CODES, typeIn } from '../../../src/graph/sqlite/codes.ts'
import { isStandalone, RECORD_TYPES } from '../../../src/model/records.ts'

t.test('every type of record has a code, those that stand alone after the others', async (t) => {
  t.same([...TYPE_CODES].sort(), [...RECORD_TYPES].sort())
  for (const [code, type] of TYPE_CODES.entries()) t.equal(code >= STANDALONE, isStandalone(type), type)
})

t.test('one number says which record, of what type; no two say the same', async (t) => {
  const database = new DatabaseSync(':memory:')
  t.teardown(() => { database.close() })
  const keyOf = database.prepare(`SELECT ${standaloneKey('CAST(? AS INTEGER)')} AS key`)
  const record = fc.tuple(fc.nat(2 ** 40), fc.nat(TYPE_CODES.length - 1))
  fc.assert(fc.property(record, record, ([number, type], other) => {
    const code = recordCode(number, type)
    if (!Number.isSafeInteger(code) || typeIn(code) !== type || (code < 0) !== (type >= STANDALONE)) return false
    if (type >= STANDALONE && keyOf.get(code)!['key'] !== number) return false
    return (recordCode(...other) === code) === (other[0] === number && other[1] === type)
  }))
  t.pass()
})
