import t from 'tap'
import { guessed, mappingOf } from '../../../src/archive/imports/answers.ts'
import { looked } from '../../../src/archive/imports/look.ts'
import { readMapping } from '../../../src/archive/mapping.ts'
import { vocabulary } from '../../fixture.ts'

const COLUMNS = ['名稱', '簡稱', '字號', '統編', '服務', '地址', '主管機關', '起', '迄', '備考']
const ROW = { number: 2, cells: { 名稱: '甲 社', 簡稱: '甲', 字號: '001', 統編: '12345678', 服務: '托育、送餐；陪伴', 地址: '中山路1號', 主管機關: '社會局', 起: '108/9/30', 迄: '', 備考: '續約' } }
const SAID = { title: '名冊', publisher: '社會局', licence: 'CC0', key: 'register', kind: 'Organization', 'column.0': 'name', 'column.1': 'names:short', 'column.2': 'key', 'column.3': 'identifier', 'column.4': 'field:services', 'column.5': 'field:address' }

const read = (answers: Record<string, string>) => {
  const mapping = readMapping(mappingOf(new URLSearchParams(answers), COLUMNS, vocabulary, 'csv'), vocabulary)
  return looked(mapping, vocabulary, { columns: COLUMNS, rows: [ROW], unreadable: [] }, 'csv').rows[0]!
}

t.test('a form says what a mapping written by hand says', async (t) => {
  const answers = { ...SAID, 'relation.0.type': 'LICENSED_BY>', 'relation.0.column': '主管機關', 'relation.0.within': '臺北市政府', 'relation.0.start': '起', 'relation.0.end': '迄', 'relation.0.note': '備考', 'relation.2.type': 'COMMISSIONS<', 'relation.2.text': '衛生局' }
  const written = `
dataset: {key: register, title: 名冊, publisher: 社會局, licence: CC0}
entities:
  subject:
    kind: Organization
    name: {column: 名稱, clean: [spaces]}
    names: [{column: 簡稱, sort: short, clean: [spaces]}]
    key: [字號]
    identifiers: {字號: 字號, 統一編號: 統編}
    fields: {services: {column: 服務, clean: [{split: [、, ；, ;]}]}, address: 地址}
  other1: {kind: Organization, name: {column: 主管機關, clean: [spaces]}, optional: true, unit: {within: 臺北市政府}}
  other3: {kind: Organization, name: {text: 衛生局}}
relations:
  - {type: LICENSED_BY, from: subject, to: other1, start: 起, end: 迄, qualifiers: {note: 備考}}
  - {type: COMMISSIONS, from: other3, to: subject}
`
  const row = read(answers)
  t.same(row, looked(readMapping(written, vocabulary), vocabulary, { columns: COLUMNS, rows: [ROW], unreadable: [] }, 'csv').rows[0])
  t.match(row.relations, [{ from: '甲社', to: '社會局', start: '2019-09-30', about: '續約' }, { from: '衛生局', to: '甲社' }])
  t.same(row.entities[0]?.fields['services'], ['托育', '送餐', '陪伴'])
})

t.test('what is wrong is said of the answer that is', async (t) => {
  const wrong: [Record<string, string>, string][] = [
    [{ title: ' ' }, 'title'], [{ licence: '' }, 'licence'], [{ key: '名冊' }, 'key'], [{ 'column.0': '' }, 'column.0'], [{ 'column.1': 'name' }, 'column.1'], [{ 'column.4': 'field:address' }, 'column.5'],
    [{ 'relation.0.type': 'LICENSED_BY>' }, 'relation.0.column'], [{ 'relation.0.type': 'LICENSED_BY>', 'relation.0.column': '主管機關', 'relation.0.text': '社會局' }, 'relation.0.column'], [{ 'relation.1.type': 'NOTHING>' }, 'relation.1.type'],
  ]
  for (const [more, field] of wrong) t.throws(() => read({ ...SAID, ...more }), { code: 'BAD_USER_INPUT', details: { field } }, field)
})

t.test('headings of registers, as far as they can be told', async (t) => {
  const known: [string, string][] = [['團體名稱', 'name'], ['立案字號', 'key'], ['統一編號', 'identifier'], ['聯絡電話', 'field:telephone'], ['會址', 'field:address'], ['成立日期', 'field:foundedOn'], ['舊名', 'names:former'], ['序號', ''], ['機關代碼', '']]
  for (const [heading, role] of known) t.equal(guessed(heading, 'Organization', vocabulary, false), role, heading)
  t.equal(guessed('團體名稱', 'Organization', vocabulary, true), '', 'one is the name already')
})
