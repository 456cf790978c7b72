import t from 'tap'
import { wrongImports } from './imports-rule.ts'

/** Files given as path: what it imports, as written there. */
function complaints(files: Record<string, string[]>): string[] {
  return wrongImports(new Map(Object.entries(files).map(([file, paths]) => [file, paths.map((path) => `import { x } from '${path}'`).join('\n')])))
}

const allowed: Record<string, string> = {
  'api/a.ts': '../questions/b.ts',
  'cli/a.ts': '../graph/port.ts',
  'web/b.ts': '../http/b.ts',
  'web/a.ts': '../model/b.ts',
  'questions/a.ts': './b.ts',
  'archive/import/a.ts': '../table.ts',
  'graph/sqlite/a.ts': '../adjacency/b.ts',
  'graph/neo4j/a.ts': '../port.ts',
  'accounts/sqlite/a.ts': '../../stores/b.ts',
  'app.ts': './graph/neo4j/index.ts',
  'main.ts': './config.ts',
}
for (const [file, path] of Object.entries(allowed)) {
  t.test(`src/${file} may import ${path}`, async (t) => t.strictSame(complaints({ [file]: [path] }), []))
}

const forbidden: Record<string, [path: string, words: RegExp]> = {
  'model/a.ts': ['../graph/port.ts', /^src\/model\/a\.ts imports src\/graph\/port\.ts: model lies below graph/],
  'questions/a.ts': ['../archive/b.ts', /questions and archive stand side by side/],
  'api/a.ts': ['../cli/b.ts', /side by side/],
  'search/a.ts': ['../graph/port.ts', /side by side/],
  'jobs/a.ts': ['../accounts/port.ts', /side by side/],
  'stores/a.ts': ['../jobs/port.ts', /stores lies below jobs/],
  'graph/sqlite/a.ts': ['../neo4j/b.ts', /sqlite and neo4j are two stores/],
  'search/meilisearch/a.ts': ['../sqlite/b.ts', /two stores/],
  'graph/neo4j/a.ts': ['../adjacency/b.ts', /only graph\/sqlite may import graph\/adjacency/],
  'questions/b.ts': ['../graph/adjacency/b.ts', /only graph\/sqlite/],
  'api/b.ts': ['../config.ts', /puts the rooms together/],
  'attic/a.ts': ['../model/b.ts', /src\/attic is no room yet/],
  'app.ts': ['../test/b.ts', /outside src/],
}
for (const [file, [path, words]] of Object.entries(forbidden)) {
  t.test(`src/${file} may not import ${path}`, async (t) => {
    const [sentence, ...more] = complaints({ [file]: [path] })
    t.match(sentence, words)
    t.strictSame(more, [])
  })
}

t.test('however it is written', async (t) => {
  const ways = [
    'import \'../graph/port.ts\'',
    'import type { A } from "../graph/port.ts"',
    'export * from \'../graph/port.ts\'',
    'import {\n  a,\n  b,\n} from \'../graph/port.ts\'',
    'const { a } = await import(`../graph/port.ts`)',
    'new Worker(new URL(\'../graph/port.ts\', import.meta.url))',
  ]
  for (const text of ways) t.equal(wrongImports(new Map([['model/a.ts', text]])).length, 1, text)
  t.strictSame(wrongImports(new Map([['model/a.ts', 'import { join } from \'node:path\'\nimport { z } from \'zod\'']])), [])
})

t.test('a ring of imports is told once, with its way round', async (t) => {
  t.strictSame(
    complaints({ 'model/a.ts': ['./b.ts'], 'model/b.ts': ['./c.ts'], 'model/c.ts': ['./b.ts'], 'model/d.ts': ['./a.ts', './c.ts'] }),
    ['a ring of imports: src/model/b.ts → src/model/c.ts → src/model/b.ts'],
  )
})
