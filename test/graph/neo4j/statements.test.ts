import t from 'tap'
import { migrations, statement, statements } from '../../../src/graph/neo4j/statements.ts'

t.test('a statement is its file without comments, parts put in', async (t) => {
  t.ok(statements.size > 40)
  for (const { name, text } of statements.values()) t.notMatch(text, /^\s*\/\/|\binclude\b/m, name)
  t.match(statement('read/relations-by-id'), /UNWIND \$ids[^]*MATCH \(f:Entity \{id: r\.from\}\)[^]*AS row$/)
  t.throws(() => statement('read/nothing'), /no cypher\/read\/nothing\.cypher/)
})

t.test('every header says what the statement takes and which plan it must get', async (t) => {
  for (const { name, header, text } of statements.values()) {
    t.match(header, /^plan: /m, name)
    for (const parameter of text.match(/\$\w+/g) ?? []) t.ok(header.includes(parameter), `${name}: ${parameter}`)
    for (const word of text.match(/\b(?:TYPES|TYPE|LABELS|LABEL|KIND)\b/g) ?? []) t.match(header, new RegExp(`^inlined: .*\\b${word}\\b`, 'm'), `${name}: ${word}`)
  }
})

t.test('only names are inlined', async (t) => {
  t.match(statement('questions/degrees', { TYPES: ['OPERATES', 'FUNDS'] }), /\[r:OPERATES\|FUNDS\]/)
  t.match(statement('write/create', { LABELS: ['Entity', 'Person'] }), /CREATE \(n:Entity:Person\)/)
  for (const type of ['operates', 'A]-() DETACH DELETE n //', 'A`', '', `A${'B'.repeat(63)}`, 'A|B']) {
    t.throws(() => statement('questions/degrees', { TYPES: ['OPERATES', type] }), /cannot be inlined/, type)
  }
  t.throws(() => statement('write/create', { LABELS: ['Entity {x: 1}'] }), /cannot be inlined/)
})

t.test('migrations come in order, statement by statement', async (t) => {
  const [first] = migrations()
  t.match(first![0], /^CREATE CONSTRAINT log_one/)
  t.ok(first!.every((text) => !text.includes(';') && !text.includes('//')))
})
