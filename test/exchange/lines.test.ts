import { existsSync } from 'node:fs'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readLines, writeLines } from '../../src/exchange/lines.ts'
import { folder } from '../fixture.ts'

const values = [{ a: 1 }, { name: '臺北市「𠮷野」\n二行' }, [1, 2]]
async function* given(): AsyncGenerator<unknown> { yield* values }
const all = async (path: string): Promise<unknown[]> => { const found = []; for await (const value of readLines(path)) found.push(value); return found }

for (const name of ['x.jsonl', 'x.jsonl.gz']) {
  t.test(`what was written to ${name} is read back`, async (t) => {
    const path = join(await folder(t), name)
    t.equal(await writeLines(path, given()), 3)
    t.same(await all(path), values)
    t.equal((await readFile(path)).subarray(0, 2).toString('hex') === '1f8b', name.endsWith('.gz'))
  })
}

t.test('a file that cannot be finished never appears under its name', async (t) => {
  const path = join(await folder(t), 'x.jsonl')
  async function* broken(): AsyncGenerator<unknown> { yield 1; throw new Error('the store went away') }
  await t.rejects(writeLines(path, broken()), /went away/)
  t.equal(existsSync(path), false)
})

t.test('a line that is not JSON is named', async (t) => {
  const path = join(await folder(t), 'x.jsonl')
  await writeFile(path, '{"a":1}\n')
  await appendFile(path, '{"a":')
  await t.rejects(all(path), { code: 'BAD_USER_INPUT', message: /line 2/ })
})

t.test('a file that is not there is the system\'s own error', async (t) => {
  await t.rejects(all(join(await folder(t), 'none.jsonl')), { code: 'ENOENT' })
})
