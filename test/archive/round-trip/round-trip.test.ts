import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { csvOf as asCsv, exportSheet, xlsxOf, type Sheet } from '../../../src/archive/round-trip/export.ts'
import { importSheet, type SheetOptions, type SheetReport } from '../../../src/archive/round-trip/import.ts'
import { guarded, unguarded } from '../../../src/archive/round-trip/formula.ts'
import { linesOf } from '../../../src/archive/round-trip/lines.ts'
import { csvLine, csvRows, fileRows, xlsxRows } from '../../../src/archive/round-trip/rows.ts'
import type { BulkChoice } from '../../../src/archive/bulk/choice.ts'
import type { WriteInput } from '../../../src/archive/contribute/input.ts'
import { revertBatch } from '../../../src/archive/history/revert.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { folder } from '../../fixture.ts'
import { random } from '../../generate/index.ts'
import { EVERYBODY, organization, refusal, type Town } from '../contribute/town.ts'
import { workbook, type Cell } from '../sheets.ts'
import { everywhere } from '../bulk/places.ts'

const PUBLISHED = { state: 'published', audience: EVERYBODY } as const
const club = (name: string, more: object = {}): WriteInput => organization(name, { state: 'published', ...more })
const written = async (place: Town, account: Id, ...operations: readonly WriteInput[]): Promise<Id[]> => (await place.write(account, operations)).records.map(({ id }) => id)
const noted = async (place: Town, account: Id, id: Id, note: string): Promise<unknown> => place.write(account, [{ entity: { id, version: await place.version(account, id), fields: [{ code: 'note', values: [note] }] } }])

const exported = async (place: Town, account: Id, choice: BulkChoice): Promise<Sheet> => exportSheet(place.ports, (await place.as(account)).viewer, choice)
const sheetOf = async (place: Town, account: Id, choice: BulkChoice): Promise<string> => asCsv(await exported(place, account, choice))
const read = async (place: Town, account: Id, csv: string, more: Partial<SheetOptions> = {}): Promise<SheetReport> =>
  importSheet(place.ports, await place.as(account), csvRows(csv), { key: `key:${newId()}`, reason: '整理', ...more })
/** A sheet as somebody sees it: rows of cells. These have neither quotes nor breaks. */
const rowsOf = (csv: string): string[][] => csv.replace('\uFEFF', '').trimEnd().split('\r\n').map((line) => line.split(','))
const csvOf = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`
function edited(csv: string, row: number, heading: RegExp, to: string): string {
  const rows = rowsOf(csv)
  rows[row]![rows[0]!.findIndex((one) => heading.test(one))] = to
  return csvOf(rows)
}

await everywhere(t, {
  'exported and imported unchanged nothing happens; of an edited sheet only the changed cells change': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, c] = await written(place, librarian,
      club('甲會', { fields: [{ code: 'note', values: ['=一'] }, { code: 'district', values: ['松山區'] }], identifiers: [{ scheme: '統一編號', value: '01234567' }] }),
      club('乙會', { fields: [{ code: 'note', values: ['二'] }] }), club('丙會', { fields: [{ code: 'note', values: ['三'] }] })) as [Id, Id, Id]
    const csv = await sheetOf(place, librarian, { entities: { ids: [a, b, c] } })
    t.equal(csv.codePointAt(0), 0xfeff)
    t.match(rowsOf(csv)[0], ['編號［id］', '版本［version］', '種類［kind］', '狀態［state］', '名稱［names.official.zh-Hant］', '統一編號［identifiers.統一編號］', '備註［fields.note］', '行政區［fields.district］'])
    t.equal(rowsOf(csv)[1]![6], "'=一", 'no formula')
    const before = await place.ports.graph.sequence()
    t.match(await read(place, librarian, csv), { chosen: 3, changed: 0, unchanged: 3, refused: 0, conflicts: 0, mangled: 0 })
    t.equal(await place.ports.graph.sequence(), before)
    const sheet = edited(edited(csv, 2, /note/, '貳'), 1, /統一/, '1234567')
    t.match(await read(place, librarian, sheet, { dryRun: true }), { changed: 1, unchanged: 2, mangled: 1, differences: [{ row: 3, name: '乙會', changes: [{ field: 'fields.note', before: '二', after: '貳' }] }] })
    t.equal(await place.ports.graph.sequence(), before, 'a preview writes nothing')
    const report = await read(place, librarian, sheet)
    t.match(await place.words(librarian, b), { names: [{ text: '乙會' }], fields: { note: '貳' } })
    t.match(await place.words(librarian, a), { fields: { note: '=一', district: '松山區' }, identifiers: [{ value: '01234567' }] })
    t.same(rowsOf(await sheetOf(place, librarian, { entities: { ids: [a, b, c] } })).map((row) => row.toSpliced(1, 1)), rowsOf(edited(csv, 2, /note/, '貳')).map((row) => row.toSpliced(1, 1)))
    await revertBatch(place.ports.graph, report.batch!)
    t.match(await place.words(librarian, b), { fields: { note: '二' } })
  },

  'a cell changed on both sides is a conflict shown, and left': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b] = await written(place, librarian, club('甲會', { fields: [{ code: 'note', values: ['一'] }, { code: 'district', values: ['松山區'] }] }), club('乙會', { fields: [{ code: 'note', values: ['二'] }] })) as [Id, Id]
    const csv = await sheetOf(place, librarian, { entities: { ids: [a, b] } })
    await noted(place, librarian, a, '他人')
    await noted(place, librarian, b, '他人')
    const sheet = edited(edited(csv, 1, /note/, '我'), 1, /district/, '信義區')
    const report = await read(place, librarian, sheet)
    t.match(report, { changed: 1, unchanged: 1, refused: 0, conflicts: 1, conflicting: [{ id: a, row: 2, name: '甲會', heading: '備註［fields.note］', base: '一', theirs: '我', now: '他人' }] })
    t.match(await place.words(librarian, a), { fields: { note: '他人', district: '信義區' } }, 'the other cell of the row is taken')
    t.match(await place.words(librarian, b), { fields: { note: '他人' } }, 'and what was not edited in the sheet stays as it is by now')
    t.match(await read(place, librarian, edited(csv, 2, /note/, '我')), { changed: 0, refused: 1, conflicts: 1, refusals: [{ id: b, code: 'CONFLICT' }] })
  },

  'rows and columns that are missing change nothing, and rows without an id are refused unless wanted': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b] = await written(place, librarian, club('甲會', { fields: [{ code: 'note', values: ['一'] }] }), club('乙會')) as [Id, Id]
    const rows = rowsOf(await sheetOf(place, librarian, { entities: { ids: [a, b] } }))
    const narrow = csvOf(rows.slice(0, 2).map((row) => [...row.slice(0, 2), row[0] === a ? '給自己看的' : '我的欄']))
    t.match(await read(place, librarian, narrow), { chosen: 1, changed: 0, unchanged: 1, passedOver: ['我的欄'] })
    t.match(await place.words(librarian, a), { fields: { note: '一' } })
    t.match(await read(place, librarian, csvOf([rows[0]!, rows[1]!.slice(0, 4)])), { changed: 0, refused: 1, refusals: [{ row: 2 }] }, 'a row that was cut short takes nothing away')
    const added = csvOf([...rows, ['', '', '組織', '', '新會', '說明'], ['', '', '', '', '沒有種類', '']])
    t.match(await read(place, librarian, added), { changed: 0, refused: 2, refusals: [{ row: 4 }, { row: 5 }] })
    t.match(await read(place, librarian, added, { added: { audience: EVERYBODY } }), { changed: 1, refused: 1, refusals: [{ row: 5 }], differences: [{ name: '新會', isNew: true }] })
    t.equal((await place.ports.graph.find({ kinds: ['Organization'] }, (await place.as(librarian)).viewer)).items.length, 3)
    t.match(await read(place, librarian, csvOf([rows[0]!, rows[1]!, rows[1]!])), { unchanged: 1, refused: 1 }, 'the same record twice')
    t.match(await refusal(read(place, librarian, 'a,b\r\n1,2\r\n')), { code: 'BAD_USER_INPUT', field: 'file' })
    t.match(await refusal(read(place, librarian, csvOf([[...rows[0]!, '編號［id］ '], [...rows[1]!, a]]))), { code: 'BAD_USER_INPUT' })
  },

  'what is hidden from an editor is not in their sheet, and not erased by it': async (t, place) => {
    const [elders, north] = [await place.community('耆老會'), await place.community('北區')]
    const [story, secret] = [await place.protocol(elders, '故事'), await place.protocol(north, '祕密')]
    const [both, visitor, librarian] = [await place.member('steward', elders, north), await place.member('steward', elders), await place.someone('librarian')]
    const [source] = await written(place, both, { entity: { kind: 'Work', names: [{ text: '祕本' }], state: 'published', audience: { protocols: [secret] } } }) as [Id]
    const [id, hidden] = await written(place, both,
      { entity: { kind: 'Place', names: [{ text: '獵場', source }], state: 'published', audience: { mode: 'any', protocols: [story, secret] } } },
      { entity: { kind: 'Place', names: [{ text: '祭場' }], state: 'published', audience: { protocols: [secret] } } }) as [Id, Id]
    const csv = await sheetOf(place, visitor, { entities: { ids: [id, hidden] } })
    t.equal(rowsOf(csv).length, 2)
    t.notOk(csv.includes(hidden) || csv.includes(source) || csv.includes(secret))
    await place.write(both, [{ entity: { id, version: await place.version(both, id), audience: { mode: 'any', protocols: [story, secret, await place.protocol(north, '更祕密')] } } }])
    const report = await read(place, visitor, edited(csv, 1, /names\.official/, '獵場（北）'))
    t.match(report, { changed: 1, conflicts: 0 }, 'a change of what is hidden from them stands in nobody\'s way')
    t.equal((await place.record(both, id))!.audience.protocols.length, 3)
    const own = await sheetOf(place, both, { entities: { ids: [id] } })
    await read(place, visitor, edited(await sheetOf(place, visitor, { entities: { ids: [id] } }), 1, /kind/, 'Event'))
    t.match(await place.words(both, id), { kind: 'Place' }, 'what is only told is not changed')
    t.match(await read(place, librarian, own), { changed: 0, refused: 1, refusals: [{ code: 'NOT_FOUND' }] })
  },

  'whatever cells are edited, exported again the sheet is as it was edited': async (t, place) => {
    const librarian = await place.someone('librarian')
    const WORDS = ['甲', '=1+1', '-5', '甲,乙', '"引"', '＋加', "'單", '甲\n乙', '  空 ', '\\n', '2012']
    for (const seed of [1, 2, 3]) {
      const chance = random(seed)
      const words = (): string => `${chance.pick(WORDS)}${chance.below(100)}`
      // a name is one line
      const name = (): string => words().replace('\n', ' ')
      const ids = await written(place, librarian, ...Array.from({ length: 6 }, () => club(name(), {
        names: [{ text: name() }, ...(chance.chance(0.5) ? [{ text: name(), sort: 'short' }] : [])], identifiers: chance.chance(0.5) ? [{ scheme: '字號', value: `${words()}${newId()}` }] : [],
        fields: [{ code: 'note', values: [words()] }, { code: 'services', values: [words(), words()] }],
      })))
      const out = async (): Promise<string[][]> => parse(await sheetOf(place, librarian, { entities: { ids } }), { bom: true })
      const rows = await out()
      const open = rows[0]!.flatMap((heading, i) => (/names|identifiers|fields/.test(heading) ? [i] : []))
      const edits = new Set(Array.from({ length: 8 }, () => `${1 + chance.below(6)} ${chance.pick(open)}`))
      for (const edit of edits) {
        const [row, column] = edit.split(' ').map(Number) as [number, number]
        // one value, as what a cell of several has when one line is left; an identifier is nobody else's
        rows[row]![column] = guarded(/note/.test(rows[0]![column]!) ? words() : linesOf([/identifiers/.test(rows[0]![column]!) ? newId() : /names/.test(rows[0]![column]!) ? name() : words()]))
      }
      const report = await read(place, librarian, `\uFEFF${rows.map((row) => csvLine(row.map(unguarded))).join('')}`)
      t.match(report, { changed: new Set([...edits].map((edit) => edit.split(' ')[0])).size, refused: 0, conflicts: 0 }, `seed ${seed}`)
      t.same((await out()).map((row) => row.toSpliced(1, 1)), rows.map((row) => row.toSpliced(1, 1)), `seed ${seed}`)
    }
  },

  'a workbook that a spreadsheet has saved is read like the table it was made of': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a] = await written(place, librarian, club('甲會', { fields: [{ code: 'foundedOn', values: ['民國101年5月1日'] }, { code: 'branches', values: ['3'] }, { code: 'telephone', values: ['0223456789'] }, { code: 'services', values: ['展演', '補助'] }] })) as [Id]
    const { columns: headings, cells: [cells] } = await exported(place, librarian, { entities: { ids: [a] } }) as Sheet & { cells: [string[]] }
    const file = join(await folder(t), 'set.xlsx')
    const saved = async (change: Readonly<Record<string, Cell>>): Promise<SheetReport> => {
      const row = headings.map((heading, i): Cell => Object.entries(change).find(([code]) => heading.includes(code))?.[1] ?? cells[i])
      await writeFile(file, workbook({ 表: [headings, row] }))
      return importSheet(place.ports, await place.as(librarian), fileRows(file, { format: 'xlsx', heading: 1 }), { key: `key:${newId()}`, reason: '校對' })
    }
    t.match(await saved({ foundedOn: { day: 41030 }, branches: 3, telephone: 223456789 }), { changed: 0, unchanged: 1, conflicts: 0, mangled: 2 }, 'dates and numbers are cells of their own kind there')
    t.match(await saved({ branches: 4, services: '展演\n補助\n輔導' }), { changed: 1 })
    t.match((await place.words(librarian, a)).fields, { foundedOn: '民國101年5月1日', branches: 4, telephone: '0223456789', services: ['展演', '補助', '輔導'] })
  },

  'exported as a workbook and imported unchanged nothing happens; of an edited one only the changed cells change': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b] = await written(place, librarian,
      club('=1+1', { fields: [{ code: 'note', values: [' =一\t_x0041_\u0001\r\n '] }, { code: 'foundedOn', values: ['民國101年5月1日'] }, { code: 'telephone', values: ['0223456789'] }], identifiers: [{ scheme: '統一編號', value: '01234567' }] }),
      club('constructor', { fields: [{ code: 'note', values: ['12345678901234567890'] }, { code: 'services', values: ['2012/5/1', '1E5', "'=1"] }] })) as [Id, Id]
    const sheet = await exported(place, librarian, { entities: { ids: [a, b] } })
    const back = async (one: Sheet): Promise<SheetReport> => importSheet(place.ports, await place.as(librarian), xlsxRows(await xlsxOf(one)), { key: `key:${newId()}`, reason: '整理' })
    const before = await place.ports.graph.sequence()
    t.match(await back(sheet), { chosen: 2, changed: 0, unchanged: 2, refused: 0, conflicts: 0, mangled: 0, passedOver: [] })
    t.equal(await place.ports.graph.sequence(), before)
    const at = sheet.columns.findIndex((heading) => heading.includes('note'))
    t.match(await back({ ...sheet, cells: sheet.cells.map((row, i) => (i === 1 ? row.toSpliced(at, 1, '=007') : row)) }), { changed: 1, unchanged: 1, differences: [{ row: 3, changes: [{ field: 'fields.note', after: '=007' }] }] })
    t.match((await place.words(librarian, b)).fields, { note: '=007' })
  },

  'relations go out and come back with their dates and qualifiers': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [a, b, source] = await written(place, librarian, club('甲會'), club('乙會'), { entity: { kind: 'Work', names: [{ text: '名冊' }], ...PUBLISHED } }) as [Id, Id, Id]
    const [tie] = await written(place, librarian, { relation: { id: 'new:1', type: 'PARTNERS_WITH', from: a, to: b, start: '2010', qualifiers: [{ code: 'about', values: ['圖書館'] }], ...PUBLISHED } }, { evidence: { relation: 'new:1', source, ...PUBLISHED } }) as [Id]
    const csv = await sheetOf(place, librarian, { relations: { types: ['PARTNERS_WITH'] } })
    t.match(rowsOf(csv)[1], [tie, /./, 'PARTNERS_WITH', 'published', a, '甲會', b, '乙會', '2010', '', 'normal', '', '圖書館'])
    t.match(await read(place, librarian, csv), { changed: 0, unchanged: 1 })
    const report = await read(place, librarian, edited(edited(edited(csv, 1, /\[?start/, '民國100年'), 1, /about/, ''), 1, /fromName/, '別人'))
    t.match(report, { changed: 1 })
    const words = await place.words(librarian, tie)
    t.match(words, { start: '民國100年', from: a, standing: 'normal' })
    t.notOk('about' in words.qualifiers)
    t.match(await refusal(sheetOf(place, librarian, { relations: { types: ['SUPERVISES'] } })), { code: 'BAD_USER_INPUT', field: 'choice' })
  },
})
