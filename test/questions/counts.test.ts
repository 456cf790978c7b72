import t from 'tap'
import { seed } from '../../src/archive/seed.ts'
import type { EntityRef } from '../../src/graph/port.ts'
import { PUBLIC, type Viewer } from '../../src/model/audience.ts'
import type { Answer } from '../../src/graph/answer.ts'
import { textOf } from '../../src/graph/cells.ts'
import { countsKind } from '../../src/questions/counts.ts'
import { checked, type QuestionKind } from '../../src/questions/kind.ts'
import { KEYS, rowsOf } from '../archive/shared.ts'
import { emptyStore, smallCity, vocabulary } from '../fixture.ts'

/** Counts of the demonstration registers against a plain script over the same CSV files, which knows nothing of the importer. */
const graph = await emptyStore(t)
await seed({ graph, vocabulary })

const ask = (given: object, viewer: Viewer = PUBLIC, store = graph): Promise<Answer> =>
  countsKind.answer({ graph: store, vocabulary, viewer }, checked(countsKind as unknown as QuestionKind, { ...given }))
const number = (answer: Answer): number => Number(answer.rows[0]?.cells['count'] ?? 0)
/** Key and number of every row, keys joined. */
const table = ({ rows }: Answer, ...keys: string[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ cells }) => [keys.map((key) => textOf(cells[key] ?? null)).join(' '), Number(cells['count'])]))

/** The column of a register, without its heading. */
const column = (file: string, at: number): string[] => rowsOf(file).slice(1).map((cells) => cells[at]!.trim())
const distinct = (texts: readonly string[]): number => new Set(texts).size
function tallied(texts: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1
  return counts
}

const ASSOCIATIONS = '臺北市人民團體名冊.csv'
/** Each association once, with its year of founding where the cell is a date of the Republic. */
const associations = [...new Map(rowsOf(ASSOCIATIONS).slice(1).map(([, name, founded]): [string, string] => [KEYS.exact(name!).replace(/\s/g, ''), founded!.trim()]))]
  .map(([name, founded]) => ({ name, year: yearOf(founded) }))

/** 1130102, 370314: year, month and day of the Republic. */
function yearOf(written: string): number | undefined {
  const found = /^(\d{2,3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(written)
  if (found === null) return undefined
  const day = new Date(Date.UTC(Number(found[1]) + 1911, Number(found[2]) - 1, Number(found[3])))
  return day.getUTCDate() === Number(found[3]) ? day.getUTCFullYear() : undefined
}

t.test('社會局立案的團體有幾個？文化局主管幾個演藝團體？', async (t) => {
  t.equal(number(await ask({ of: '社會局', relations: ['REGISTERED_WITH'] })), associations.length)
  t.equal(number(await ask({ of: '社會局', relations: ['REGISTERED_WITH'], direction: 'out' })), 0, 'with nobody is the department itself registered')
  t.equal(number(await ask({ of: '文化局', relations: ['REGISTERED_WITH'] })), distinct(column('performing-arts-groups.csv', 2)))
  t.equal(number(await ask({ of: '勞動局', relations: ['REGISTERED_WITH'] })), distinct(column('registered-labor-unions.csv', 2).map(KEYS.spelling)))
  const { text, rows } = await ask({ of: '社會局', relations: ['REGISTERED_WITH'] })
  t.equal(text, `有 ${associations.length.toLocaleString('en')} 個。`)
  t.equal(rows[0]!.relations!.length, 3)
  t.ok(rows[0]!.relations!.every(({ type, to, evidence }) => type === 'REGISTERED_WITH' && to.name === '臺北市政府社會局' && evidence.every(({ source, quote }) => source.name === '臺北市人民團體名冊' && quote!.length > 4)), 'each example is cited')
})

t.test('2010年以後成立的協會有多少？哪一年成立幾個？', async (t) => {
  const since = associations.filter(({ name, year }) => name.includes('協會') && year !== undefined && year >= 2010)
  t.equal(number(await ask({ of: '社會局', name: '協會', founded: '2010/..' })), since.length)
  t.equal(number(await ask({ of: '社會局', name: '協會', founded: '民國99年' })), since.filter(({ year }) => year === 2010).length)
  const years = await ask({ of: '社會局', relations: ['REGISTERED_WITH'], by: 'year', first: 200 })
  const expected = tallied(associations.map(({ year }) => String(year ?? '')))
  t.same(table(years, 'year'), expected)
  t.same(years.rows.map(({ cells }) => textOf(cells['year'] ?? null)), [...Object.keys(expected).filter((year) => year !== '').sort(), ''], 'in the order of time, without a date last')
})

t.test('by department, by district, and both', async (t) => {
  const departments = table(await ask({ by: 'department', and: 'type', first: 200 }), 'department', 'type')
  t.equal(departments['臺北市政府社會局 立案於'], associations.length)
  t.equal(departments['臺北市政府衛生局 許可機關為'], distinct(column('telepsychology-counseling-institutions.csv', 3)))
  t.equal(departments['臺北市政府文化局 列名於'], column('arts-cultural-venues.csv', 1).length)
  t.equal(departments['臺北市政府教育局 列名於'], column('senior-learning-centres_taipei.csv', 0).length)
  const elderly = await ask({ of: '社會局', relations: ['LICENSED_BY', 'LISTED_BY'], by: 'district' })
  const districts = tallied(column('elderly-welfare-institutions.csv', 3).map((district) => `臺北市${district}`))
  t.same(table(elderly, 'district'), districts)
  const numbers = elderly.rows.map(({ cells }) => Number(cells['count']))
  t.same(numbers, numbers.toSorted((x, y) => y - x), 'most first')
  const cross = table(await ask({ relations: ['LICENSED_BY', 'LISTED_BY'], by: 'department', and: 'district', first: 200 }), 'department', 'district')
  for (const [district, count] of Object.entries(districts)) t.equal(cross[`臺北市政府社會局 ${district}`], count, district)
  t.equal(cross['臺北市政府文化局 臺北市士林區'], column('arts-cultural-venues.csv', 3).filter((address) => /^[臺台]北市士林區/.test(address)).length)
})

t.test('in a city or district: only what is recorded to be there, and how many might be', async (t) => {
  const districts = tallied(column('elderly-welfare-institutions.csv', 3))
  for (const [district, count] of Object.entries(districts)) {
    t.equal(number(await ask({ of: '社會局', relations: ['LICENSED_BY', 'LISTED_BY'], district })), count, district)
    t.equal(number(await ask({ of: '社會局', relations: ['LICENSED_BY', 'LISTED_BY'], district: `台北市 ${district}` })), count, 'with its city, however it is written')
    t.equal(number(await ask({ of: '社會局', relations: ['LICENSED_BY', 'LISTED_BY'], district: `新北市${district}` })), 0, 'of that name elsewhere')
  }
  t.equal(number(await ask({ of: '社會局', relations: ['LICENSED_BY', 'LISTED_BY'], district: '臺北市' })), Object.values(districts).reduce((x, y) => x + y))
  const { total, text } = await ask({ of: '社會局', relations: ['REGISTERED_WITH'], name: '同鄉會', district: '大安區' })
  t.match([total, text], [0, /^有 0 個；還有 \d+ 個沒有記載在哪裡，不算在內。$/])
  await t.rejects(ask({ district: '某地' }), { code: 'BAD_USER_INPUT', details: { field: 'district' } })
})

t.test('by kind: as the statistics say', async (t) => {
  const { entities } = await graph.statistics(PUBLIC)
  t.same(table(await ask({ by: 'kind' }), 'kind'), Object.fromEntries(Object.entries(entities).map(([code, count]) => [vocabulary.kinds.get(code as EntityRef['kind'])!['zh-Hant'], count])))
  t.equal(number(await ask({ kinds: ['Organization'] })), entities.Organization)
})

t.test('what is hidden is not counted, and shows in no example', async (t) => {
  const { store, ids } = await smallCity(t)
  const elders: Viewer = { signedIn: true, protocols: new Set(['elders']) }
  for (const given of [{ of: ids.social }, { of: ids.social, by: 'district' }, { of: ids.social, name: '社' }, { by: 'kind' }, { by: 'department' }, { kinds: ['Organization'] }, { relations: ['REGISTERED_WITH'], by: 'type', direction: 'out' }]) {
    const [seen, whole] = [await ask(given, PUBLIC, store), await ask(given, elders, store)]
    t.notMatch(JSON.stringify(seen), new RegExp(ids.hidden))
    const sum = ({ rows }: Answer): number => rows.reduce((all, { cells }) => all + Number(cells['count']), 0)
    t.ok(sum(seen) < sum(whole), JSON.stringify(given))
  }
})

t.test('what cannot be counted by is said', async (t) => {
  await t.rejects(ask({ by: 'colour' }), { code: 'BAD_USER_INPUT', details: { field: 'by' } })
  await t.rejects(ask({ by: 'year', and: 'year' }), { code: 'BAD_USER_INPUT', details: { field: 'and' } })
  await t.rejects(ask({ and: 'year' }), { code: 'BAD_USER_INPUT', details: { field: 'by' } })
  await t.rejects(ask({ founded: '很久以前' }), { code: 'BAD_USER_INPUT', details: { field: 'founded' } })
  await t.rejects(ask({ name: '　' }), { code: 'BAD_USER_INPUT', details: { field: 'name' } })
  await t.rejects(ask({ after: 'x' }), { code: 'BAD_USER_INPUT', details: { field: 'after' } })
})
