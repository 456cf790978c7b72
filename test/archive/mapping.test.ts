import { readFileSync } from 'node:fs'
import t from 'tap'
import { readMapping } from '../../src/archive/mapping.ts'
import { vocabulary } from '../fixture.ts'
import { REGISTER } from './desk.ts'

t.test('what is wrong with a mapping is said with its place', async (t) => {
  const wrong: [string, string, RegExp][] = [
    ['key: bodies', 'key: Bodies!', /dataset\.key is not a key/],
    ['licence: 政府資料開放授權條款－第1版', '', /dataset\.licence/],
    ['kind: Organization', 'kind: Company', /entities\.body\.kind/],
    ['clean: [spaces]', 'clean: [spaces, tidy]', /entities\.body\.name\.clean\.1 「tidy」 is not a transform; there are spaces/],
    ['clean: [spaces]', "clean: [{replace: {match: '('}}]", /entities\.body\.name\.clean\.0\.replace\.match is not a regular expression/],
    ['clean: [spaces]', 'clean: [{split: /, map: {}}]', /names two transforms/],
    ['clean: [spaces]', 'clean: [split]', /split needs arguments/],
    ['column: 名稱', 'column: 名稱, text: 甲', /entities\.body\.name needs one of column/],
    ['foundedOn: 成立', 'founded: 成立', /entities\.body\.fields\.founded is not a field of the vocabulary/],
    ['foundedOn: 成立', 'isbn13: 成立, issued: 成立', /is (?:not )?a field/],
    ['type: REGISTERED_WITH', 'type: KNOWS', /relations\.0\.type 「KNOWS」/],
    ['to: department', 'to: office', /relations\.0\.to 「office」/],
    ['qualifiers: {about: 事由}', 'key: [about]', /relations\.0\.key 「about」/],
    ['start: 登記', 'interval: 登記, start: 登記', /relations\.0 has interval/],
    ['about: 事由', 'about: {mark: x}', /does not say of which entity/],
    ['kind: Organization, name: {text: 社會局}', 'kind: Person, name: {text: 社會局}', /entities\.department\.unit/],
    ['publisher: 某市政府', "publisher: 某市政府, edition: '2'", /dataset\.edition 「2」 is not a date/],
    ['entities:', 'entities: [', /mapping/],
  ]
  for (const [from, to, message] of wrong) {
    t.ok(REGISTER.includes(from), from)
    t.throws(() => readMapping(REGISTER.replace(from, to), vocabulary), { code: 'BAD_USER_INPUT', message })
  }
})

t.test('the example of the manual is a mapping', async (t) => {
  const manual = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8')
  const example = /```yaml\n(dataset:[\s\S]+?)```/.exec(manual)![1]!
  t.equal(readMapping(example, vocabulary).relations.length > 1, true)
})
