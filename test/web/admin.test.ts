import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readConfig } from '../../src/config.ts'
import { beginAgain } from '../../src/first-start.ts'
import { openAbout } from '../../src/kept/directory/about.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { folder, smallCity, vocabulary } from '../fixture.ts'
import { barriers, closeBrowser, LIBRARY, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup } from './site.ts'

t.teardown(closeBrowser)

const PAGES = ['/admin', '/admin/begin', '/admin/accounts', '/admin/reports']

t.test('for administrators alone', async (t) => {
  const { get, post, someone } = await site(t)
  const { cookie } = await someone('librarian')
  for (const path of PAGES.filter((one) => one !== '/admin/reports')) {
    t.equal((await get(path)).status, 303, path)
    t.equal((await get(path, { cookie })).status, 403, path)
    t.equal((await post(path, { act: 'invite', name: 'x' }, { cookie })).status === 303, false, path)
  }
})

t.test('the name of the archive stands on every page; a wrong one is told with what was typed', async (t) => {
  const { store } = await smallCity(t)
  const { get, post, someone } = await site(t, { graph: store })
  const { cookie } = await someone('administrator')
  for (const path of PAGES) t.same(await wrongMarkup(await get(path, { cookie })), [], path)
  const wrong = await post('/admin', { name: '長'.repeat(61) }, { cookie })
  t.equal(wrong.status, 400)
  t.match(wrong.text, new RegExp('長'.repeat(61)))
  t.match(await post('/admin', { name: '松山<地方學>' }, { cookie }), { status: 303 })
  t.match((await get('/')).text, /<title>松山&lt;地方學&gt;<\/title>/)
})

t.test('accounts: invited, given another role, suspended, helped to a password; the last administrator stays', async (t) => {
  const { get, post, someone, people } = await site(t)
  const { cookie, id } = await someone('administrator', 'chief')
  const other = await someone('contributor', 'helper')
  const invited = await post('/admin/accounts', { act: 'invite', role: 'librarian' }, { cookie })
  t.match(invited.text, /https:\/\/fangzhi\.example\/join#/)
  t.same(await wrongMarkup(invited), [])
  t.match((await post('/admin/accounts', { act: 'recover', id: other.id }, { cookie })).text, /\/recover#/)
  await post('/admin/accounts', { act: 'role', id: other.id, role: 'librarian' }, { cookie })
  t.equal((await people.accounts.account(other.id))!.role, 'librarian')
  await post('/admin/accounts', { act: 'suspend', id: other.id }, { cookie })
  t.equal((await get('/me', { cookie: other.cookie })).status, 303)
  const last = await post('/admin/accounts', { act: 'role', id, role: 'reader' }, { cookie })
  t.equal(last.status, 400)
  t.match(last.text, /唯一的管理員/)
})

t.test('beginning empty: at the next start, the old file is kept, and the demonstration is not loaded', async (t) => {
  const data = await folder(t)
  const config = readConfig({ DATA_DIR: data })
  await (await openSqlite({ path: config.archiveFile, vocabulary, walkers: 1 })).close()
  t.equal(await beginAgain(config), undefined, 'nobody wished it')
  const about = openAbout(join(data, 'about.json'))
  await about.beginEmpty(true)
  const aside = await beginAgain(config, new Date('2026-11-26T01:02:03Z'))
  t.match(aside, /archive-2026-11-26T01-02-03-000Z\.sqlite$/)
  await access(aside!)
  t.notOk((await readdir(data)).includes('archive.sqlite'))
  t.equal(await about.begunEmpty(), true)
  t.equal(await beginAgain(config), undefined, 'once')
})

t.test('in a browser: nothing in anybody\'s way', { skip: NO_BROWSER }, async (t) => {
  const { listen, someone } = await site(t)
  const { cookie } = await someone('administrator')
  const address = await listen()
  for (const [size, colorScheme] of [[PHONE, 'light'], [LIBRARY, 'dark']] as const) {
    const { page, context } = await opened(t, address, size, { colorScheme })
    await context.addCookies([{ name: 'fangzhi', value: cookie.split('=')[1]!, url: address }])
    for (const path of [...PAGES, '/en/admin', '/en/admin/accounts']) {
      await page.goto(path)
      t.same(await barriers(page), [], path)
      t.notOk(await overflows(page), path)
    }
  }
})
