import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'

const root = new URL('../', import.meta.url)
const page = readFileSync(new URL('docs/security.md', root), 'utf8')

t.test('every test that docs/security.md names is there', async (t) => {
  const named = [...page.matchAll(/`(test\/[\w./-]+\.ts)`/g)].map(([, path]) => path!)
  t.ok(named.length > 10)
  t.same(named.filter((path) => !existsSync(new URL(path, root))), [])
})

t.test('and every attack that is tested is in it', async (t) => {
  for (const file of readdirSync(new URL('test/attacks/', root)).filter((name) => name.endsWith('.test.ts'))) t.ok(page.includes(`test/attacks/${file}`), file)
})
