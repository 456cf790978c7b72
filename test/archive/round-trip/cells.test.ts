import fc from 'fast-check'
import t from 'tap'
import { cellOf, headingOf, isEditable, keyIn, keysOf, type Key } from '../../../src/archive/round-trip/columns.ts'
import { guarded, unguarded } from '../../../src/archive/round-trip/formula.ts'
import { linesOf, valuesIn } from '../../../src/archive/round-trip/lines.ts'
import { entityCells, merged } from '../../../src/archive/round-trip/merge.ts'
import { csvLine, csvRows } from '../../../src/archive/round-trip/rows.ts'
import { workbookOf } from '../../../src/archive/round-trip/workbook.ts'
import { workbookRows } from '../../../src/archive/table-xlsx.ts'
import { isSame } from '../../../src/archive/round-trip/same.ts'
import type { Row, Unreadable } from '../../../src/archive/row.ts'
import { EVERYONE } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import { checkRecord, NAME_SORTS, type EntityRecord } from '../../../src/model/records.ts'
import { often, vocabulary } from '../../fixture.ts'

const RUNS = { numRuns: often(300, 5_000) }
/** Whatever a register may print, and what spreadsheets take for something else. */
const text = fc.oneof(fc.string({ minLength: 1, unit: 'grapheme', maxLength: 12 }), fc.constantFrom('=1+1', '+886 2', '-5', '@甲', "'=1", "''=", '＝加', '甲\n乙', '甲\\n乙', '"甲"', '甲,乙', '007', '12345678901234567890', '2012-05-01', '  甲 ', '\\', '\t甲', 'true', '_x0041_', '\u0000\uffff', '\u0085\u009f\ufdd0\ufffd\u{1ffff}', 'constructor', '1E+19'))
const record = fc.record({
  names: fc.array(fc.record({ text, sort: fc.constantFrom(...NAME_SORTS), language: fc.constantFrom('zh-Hant', 'en') }), { minLength: 1, maxLength: 4 }),
  identifiers: fc.array(fc.record({ scheme: fc.constantFrom('統一編號', 'a]b', '機關 代碼'), value: text }), { maxLength: 3 }),
  fields: fc.record({ note: text, district: text, services: fc.array(text, { minLength: 1, maxLength: 3 }), branches: fc.integer({ min: -5, max: 999 }) }, { requiredKeys: [] }),
}).map((parts): EntityRecord => checkRecord({ id: newId(), type: 'entity', kind: 'Organization', state: 'published', audience: EVERYONE, ...parts }) as EntityRecord)

type File = (table: readonly (readonly string[])[]) => AsyncIterable<readonly (Row | Unreadable)[]>
const csv: File = (table) => csvRows(`\uFEFF${table.map(csvLine).join('')}`)()
const xlsx: File = async function* (table) {
  yield* workbookRows(await workbookOf(table), 'XLSX', { heading: 1 })
}

/** What is written into a file, read from it again. */
async function through(records: readonly EntityRecord[], file = csv): Promise<Map<Key, string>[]> {
  const keys = keysOf(records, vocabulary)
  const rows: Map<Key, string>[] = []
  for await (const some of file([keys.map((key) => headingOf(key, vocabulary)), ...records.map((one) => keys.map((key) => cellOf(one, key)))])) {
    for (const row of some) if ('cells' in row) rows.push(new Map(Object.entries(row.cells).map(([heading, cell]) => [keyIn(heading, vocabulary)!, unguarded(cell)])))
  }
  return rows
}

t.test('what would run as a formula does not, and comes back as it was', async (t) => {
  fc.assert(fc.property(text, (one) => {
    const cell = guarded(one)
    t.notMatch(cell, /^[=+\-@\t\r＝＋－＠]/)
    return unguarded(cell) === one
  }), RUNS)
  t.equal(unguarded('-5'), '-5', 'what somebody typed is as they typed it')
})

t.test('several values stand in one cell, whatever they are', async () => {
  fc.assert(fc.property(fc.array(text.map((one) => one.replace(/\r\n?/g, '\n')), { minLength: 1 }), (values) => JSON.stringify(valuesIn(linesOf(values))) === JSON.stringify(values)), RUNS)
})

for (const [name, file] of Object.entries({ csv, xlsx })) t.test(`exported as ${name} and read again unchanged, nothing changes`, async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 4 }), async (records) => {
    const rows = await through(records, file)
    t.equal(rows.length, records.length)
    for (const [i, cells] of rows.entries()) t.same(merged(records[i], cells, records[i]!, vocabulary), { changed: new Map(), conflicts: [], mangled: 0 })
  }), RUNS)
})

/** A name may stand there twice, of two periods. */
const oneMore = (values: readonly string[], value: string): readonly string[] => (values.includes(value) ? values : [...values, value])

t.test('exactly the cells that were edited change, and say what was written in them', async (t) => {
  const edit = fc.record({ cell: fc.nat(), to: text.filter((one) => one.trim() !== '') })
  await fc.assert(fc.asyncProperty(record, fc.array(edit, { minLength: 1, maxLength: 3 }), async (before, edits) => {
    const [cells] = await through([before]) as [Map<Key, string>]
    const open = [...cells.keys()].filter((key) => isEditable(key) && key !== 'fields.branches')
    const wanted = new Map<Key, string>()
    for (const { cell, to } of edits) {
      const key = open[cell % open.length]!
      // of a list: one line more
      wanted.set(key, key === 'fields.note' || key === 'fields.district' ? to.replace(/\r\n?/g, '\n') : linesOf(oneMore(valuesIn(cells.get(key)!), to.replace(/\r\n?/g, '\n'))))
    }
    const differing = new Map([...wanted].filter(([key, to]) => isSame(cells.get(key)!, to, 'text') === undefined && to !== cells.get(key)))
    const { changed, conflicts } = merged(before, new Map([...cells, ...wanted]), before, vocabulary)
    t.same(conflicts, [])
    t.same([...changed].filter(([key]) => !differing.has(key)), [])
    const { names, identifiers, fields } = entityCells(changed, before, vocabulary)
    const after = checkRecord({ ...before, ...(names === undefined ? {} : { names }), ...(identifiers === undefined ? {} : { identifiers }), fields: { ...before.fields, ...Object.fromEntries((fields ?? []).map(({ code, values }) => [code, code === 'services' ? values : values[0]])) } })
    for (const [key, cell] of cells) if (isEditable(key)) t.equal(cellOf(after, key), changed.get(key) ?? cell, key)
  }), { numRuns: often(200, 3_000) })
})

t.test('three texts of a cell: what was changed on one side is taken, on both it is told', async (t) => {
  const base = checkRecord({ id: newId(), type: 'entity', kind: 'Organization', state: 'published', audience: EVERYONE, names: [{ text: '甲會' }], fields: { note: '一', district: '松山區' } }) as EntityRecord
  const now = { ...base, fields: { note: '他人', district: '信義區' } }
  const sheet = new Map([['names.official.zh-Hant', '甲協會'], ['fields.note', '我'], ['fields.district', '松山區']])
  const { changed, conflicts } = merged(base, sheet, now, vocabulary)
  t.same([...changed], [['names.official.zh-Hant', '甲協會']], 'a cell that was not edited goes back to nothing')
  t.same(conflicts, [{ column: 'fields.note', base: '一', theirs: '我', now: '他人' }])
  t.same(merged(base, new Map([['fields.note', '他人']]), now, vocabulary).conflicts, [], 'both say the same')
  t.same(merged(undefined, sheet, now, vocabulary).conflicts.map((one) => [one.column, one.base]), [['names.official.zh-Hant', undefined], ['fields.note', undefined], ['fields.district', undefined]], 'without the version that was exported nothing is taken')
})

t.test('a name that is put right keeps its dates and its source; a new one has none', async (t) => {
  const source = newId()
  const before = checkRecord({ id: newId(), type: 'entity', kind: 'Organization', state: 'published', audience: EVERYONE, names: [{ text: '甲會', from: '2001', source }, { text: '甲', sort: 'short' }, { text: '乙會', to: '2000' }] }) as EntityRecord
  const named = (cell: string): unknown => entityCells(new Map([['names.official.zh-Hant', cell]]), before, vocabulary).names
  t.match(named('甲協會\n乙會'), [{ text: '甲協會', from: '2001', source }, { text: '乙會', to: '2000' }, { text: '甲', sort: 'short' }])
  t.match(named('甲會\n乙會\n丙會'), [{ text: '甲會', source }, { text: '乙會' }, { text: '丙會', sort: 'official', language: 'zh-Hant' }, { text: '甲' }])
  t.match(named('乙會'), [{ text: '乙會', to: '2000' }, { text: '甲' }])
})

t.test('what a spreadsheet does to a cell by itself is no edit', async (t) => {
  for (const [was, cell, type] of [
    ['0223456789', '223456789', 'text'], ['007', '7', 'text'], ['12345678901234567890', '1.23457E+19', 'text'], ['12345678901234567890', '12345678901234500000', 'text'],
    ['2012-05-01', '2012/5/1', 'date'], ['民國101年5月1日', '2012/05/01', 'date'], ['true', 'TRUE', 'boolean'], ['5', '5.0', 'number'],
  ] as const) t.equal(isSame(was, cell, type), 'mangled', `${was} ${cell}`)
  for (const [was, cell, type] of [['007', '8', 'text'], ['2012-05-01', '2012/5/2', 'date'], ['2012-05-01', '2012/5/1', 'text'], ['甲 ', '甲', 'text'], ['', '0', 'number'], ['12345678901234567890', '1.23456E+19', 'text']] as const) {
    t.equal(isSame(was, cell, type), undefined, `${was} ${cell}`)
  }
})

t.test('a heading says its column, whatever stands before the brackets', async (t) => {
  for (const key of ['id', 'names.former.en', 'identifiers.a]b', 'identifiers.機關 代碼', 'fields.address', 'qualifiers.about']) {
    t.equal(keyIn(headingOf(key, vocabulary), vocabulary), key)
    t.equal(keyIn(`我改的標題${/［.*］$/.exec(headingOf(key, vocabulary))![0]}`, vocabulary), key)
  }
  t.equal(keyIn('我的備忘', vocabulary), undefined)
  t.throws(() => keyIn('地址［fields.adress］', vocabulary), { code: 'BAD_USER_INPUT' })
})
