import { readFile } from 'node:fs/promises'
import t from 'tap'
import { PERMISSIONS } from '../../src/model/permissions.ts'

t.test('the page on accounts says of each action who may, as the table does', async (t) => {
  const page = await readFile(new URL('../../docs/accounts.md', import.meta.url), 'utf8')
  const said = [...page.matchAll(/^\| `(\w+)` \| [^|]+ \| (\w+) \| (\w+|–) \| (\w+) \|$/gm)].map(([, action, least, steward, scope]) => [action, { least, ...(steward === 'steward' ? { steward: true } : {}), scope }])
  t.same(Object.fromEntries(said), PERMISSIONS)
})
