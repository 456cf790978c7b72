import fc from 'fast-check'
import t from 'tap'
import { Turns } from '../../src/graph/turns.ts'
import { bytesInTurns, isLong, jsonInTurns } from '../../src/api/json.ts'

t.test('an answer written in turns is to the last character what it is written at once', async (t) => {
  await fc.assert(fc.asyncProperty(fc.jsonValue({ maxDepth: 7, depthSize: 'large' }), async (value) => await jsonInTurns(value, new Turns()) === JSON.stringify(value)))
  t.equal(await jsonInTurns({ data: { a: undefined, b: [] } }, new Turns()), '{"data":{"b":[]}}')
})

t.test('only lists such as the rows of an answer are long', async (t) => {
  const rows = Array.from({ length: 50 }, () => ({ cells: [] }))
  t.equal(isLong({ data: { answer: { rows } } }), true)
  t.equal(isLong({ data: { answer: { rows: rows.slice(1) }, entity: null, name: 'a' } }), false)
  for (const none of [null, undefined, {}, { data: null, errors: [] }]) t.equal(isLong(none), false)
})

t.test('a long text is encoded in turns as at once, also where a character of two halves stands at a border', async (t) => {
  for (const before of [0, 1, 2]) {
    const text = `${'a'.repeat(before)}${'𠮷'.repeat(300_000)}字`
    t.ok(Buffer.from(text).equals(await bytesInTurns(text, new Turns())))
  }
})
