import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import t from 'tap'
import { loadPatterns, rulesOf } from '../../../src/literature/statements/index.ts'
import { readPatterns } from '../../../src/literature/statements/patterns.ts'
import { statementsOf } from '../../../src/literature/statements/statements.ts'
import { known, vocabulary } from './measure.ts'

const table = (name: string) => parse(readFileSync(new URL(`../../../seed/patterns/${name}.yaml`, import.meta.url), 'utf8')) as Record<string, unknown>
const names = table('names')
const statements = table('statements') as { statements: { type: string; patterns: string[] }[] }

t.test('a librarian adds a way of saying something with one line, and a post with one word', async (t) => {
  const read = (rows: typeof statements.statements, posts = names.posts) => {
    const rules = rulesOf(readPatterns({ names: { ...names, posts }, statements: { ...statements, statements: rows } }, vocabulary), vocabulary)
    return (text: string) => statementsOf({ text, start: 0 }, known, rules, vocabulary).statements.map(({ relation, from, to }) => [relation, from.name, to.name])
  }
  const before = read(statements.statements)
  t.same(before('教育局挹注臺北市立圖書館。'), [])
  t.same(before('張德永為中華民國社區教育學會總舵主。'), [])
  const after = read([...statements.statements, { type: 'FUNDS', patterns: ['{from} ~ 挹注 {to}'] }], { ...(names.posts as Record<string, unknown>), CHAIRS: '總舵主' })
  t.same(after('教育局也挹注臺北市立圖書館。'), [['FUNDS', '教育局', '臺北市立圖書館']])
  t.same(after('張德永為中華民國社區教育學會總舵主。'), [['CHAIRS', '張德永', '中華民國社區教育學會']])
})

t.test('what is wrong with the tables is said', async (t) => {
  const wrong: [unknown, unknown, RegExp][] = [
    [names, { ...statements, statements: [{ type: 'KNOWS', patterns: [] }] }, /KNOWS is not a relation type/],
    [{ ...names, posts: { BOSSES: '頭目' } }, statements, /BOSSES is not a relation type/],
    [names, { ...statements, fields: [{ field: 'colour', kinds: ['Place'] }] }, /colour is not a field/],
    [{ ...names, stops: 3 }, statements, /patterns\/names/],
  ]
  for (const [one, other, message] of wrong) t.throws(() => readPatterns({ names: one, statements: other }, vocabulary), { code: 'BAD_USER_INPUT', message })
  t.ok(loadPatterns(vocabulary).statements.statements.length > 30)
})

t.test('every pattern of the table has both its ends, of kinds that the vocabulary allows', async (t) => {
  for (const { type, patterns, en } of loadPatterns(vocabulary).statements.statements) {
    for (const pattern of [...patterns, ...en]) t.ok(/\{all\}/.test(pattern) || (/\{from[+?:}]/.test(pattern) && /\{to[+?:}]/.test(pattern)), `${type}: ${pattern}`)
  }
})
