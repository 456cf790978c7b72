import { readdirSync, readFileSync } from 'node:fs'
import { newId } from '../../src/model/ids.ts'
import { FAMILY } from '../../src/questions/family.ts'
import { ROUTES } from '../../src/web/routes.ts'
import t from 'tap'
import { often } from '../fixture.ts'
import { everything } from './everything.ts'
import type { Got } from './site.ts'

const all = await everything(t)
const { get, post, someone, librarian, at } = all
const administrator = await someone('administrator')
const PAGES = new URL('../../src/web/pages/', import.meta.url)

/** What the pages of each folder read of an address or a form, by name: from their source, so that new ones are tried, too. */
function namesIn(what: 'query' | 'form'): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const folder of readdirSync(PAGES, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue
    const source = readdirSync(new URL(`${folder.name}/`, PAGES)).map((file) => readFileSync(new URL(`${folder.name}/${file}`, PAGES), 'utf8')).join('\n')
    const said = what === 'query' ? /\bquery\.(?:get|getAll|has)\('([^']+)'\)/g : /(?:\bform\.(?:get|getAll|has)\(|(?:textIn|said|given)\((?:call\.)?form, |\b(?:text|many)\(|field\(\{ name: |hidden\()'([^']+)'/g
    const listed = what === 'form' ? [] : [...source.matchAll(/for \(const \w+ of \[([^\]]*)\][^\n]*\bquery\./g)].flatMap(([, list]) => [...list!.matchAll(/'(\w+)'/g)].map(([, name]) => name!))
    found.set(folder.name, [...new Set([...[...source.matchAll(said)].map(([, name]) => name!), ...listed])])
  }
  return found
}
const [queried, posted] = [namesIn('query'), namesIn('form')]
/** Which folder of pages a route is of. */
const folderOf = new Map(await Promise.all([...queried.keys()].map(async (folder) => [folder, ((await import(`../../src/web/pages/${folder}/index.ts`)) as { ROUTES: typeof ROUTES }).ROUTES] as const)).then((some) => some.flatMap(([folder, routes]) => routes.map((route) => [route.path, folder] as const))))

/** Of so many values one is tried, in turn, and all of them when FANGZHI_LONG is set. */
const ONE_OF = often(13, 1)
const LONG = 'x'.repeat(3_000)
/** As they stand in an address. */
const VALUES = ['', '0', '-1', '99999999999999999999', '1e9', 'NaN', newId(), '%00', '%ED%A0%80', '%FF', '..%2F..%2Fetc', '%F0%A0%AE%B7%F0%9F%8F%9B', '__proto__', 'constructor', '[object Object]', '{"a":1}', '%22%3E%3Cscript%3Ealert(1)%3C/script%3E', 'bm90IGEgY3Vyc29y', 'WzEsMiwzXQ', 'cm93IDU', LONG, 'a%0d%0aSet-Cookie:%20x=1']

/** What is wrong with an answer to a stranger address; undefined where nothing is. */
function wrong({ status, text, headers }: Got, isEnglish: boolean): string | undefined {
  if (status >= 500) return `${status}`
  if (headers['set-cookie'] !== undefined && String(headers['set-cookie']).includes('x=1')) return 'a header that was sent'
  if (/<script>alert/.test(text)) return 'a script'
  if (!String(headers['content-type']).startsWith('text/html')) return status < 400 || String(headers['content-type']).startsWith('application/json') ? undefined : `${String(headers['content-type'])} for ${status}`
  if (status < 400) return undefined
  const main = (/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '').replace(/<(\w+)[^>]* lang="zh-Hant"[^>]*>[\s\S]*?<\/\1>/g, '…')
  const said = [/<h1>[\s\S]*?<\/h1>\s*<p>([\s\S]*?)<\/p>/, /class="mistake"[^>]*>([\s\S]*?)<\/p>/, /<div class="mistakes"[\s\S]*?<ul>([\s\S]*?)<\/ul>/].flatMap((place) => place.exec(main)?.[1]?.replace(/<[^>]*>/g, '').trim() || [])
  if (said.length === 0) return 'nothing is said'
  const isHan = (words: string): boolean => /\p{Script=Han}/u.test(words.replace(/「[^」]*」|“[^”]*”/g, ''))
  const other = said.find((words) => (isEnglish ? isHan(words) && !/[a-z]{3}/i.test(words) : !isHan(words)))
  return other === undefined ? undefined : `in the other language: ${other.slice(0, 120)}`
}

t.test('every route has an address at which something stands', async (t) => {
  for (const { path } of ROUTES) t.ok(!path.includes(':') || at[path] !== undefined, `${path} is in everything.ts`)
  for (const { path, get: page } of ROUTES) {
    if (page === undefined) continue
    for (const address of at[path] ?? [path]) {
      const { status } = await get(address, { cookie: address.startsWith('/admin') ? administrator.cookie : librarian.cookie })
      t.ok(status < 400 || /nothing|\/developers|\/register|\/recover|\/begin|\/rejects|\/mapping/.test(address), `${address}: ${status}`)
    }
  }
})

t.test('whatever stands in the place of an id', async (t) => {
  const failures: string[] = []
  for (const { path, get: page } of ROUTES) {
    if (page === undefined || !path.includes(':')) continue
    for (const value of VALUES.filter((one) => one !== '')) for (const prefix of ['', '/en']) {
      const address = `${prefix}${path.replace(/:\w+/g, value)}`
      const found = wrong(await get(address, { cookie: administrator.cookie }), prefix !== '')
      if (found !== undefined) failures.push(`${address.slice(0, 200)}: ${found}`)
    }
  }
  t.same(failures, [])
})

t.test('whatever an address asks for', async (t) => {
  let turn = 0
  const failures: string[] = []
  for (const { path, get: page } of ROUTES) {
    if (page === undefined) continue
    const names = path === '/answers/:kind' ? [] : queried.get(folderOf.get(path)!) ?? []
    const addresses = (at[path] ?? [path]).map((address) => [address, names] as const)
    if (path === '/answers/:kind') for (const [kind, { shape }] of FAMILY) addresses.push([`/answers/${kind}`, Object.keys(shape)])
    for (const [address, some] of addresses) for (const name of [...some, 'after', 'first', 'page']) for (const value of VALUES) {
      // both languages and one or two values in turn
      const [prefix, many] = [++turn % 2 === 0 ? '/en' : '', turn % 3 === 0]
      if (turn % ONE_OF > 0) continue
      const asked = `${prefix}${address}${address.includes('?') ? '&' : '?'}${name}=${value}${many ? `&${name}=${VALUES[turn % VALUES.length]!}` : ''}`
      const found = wrong(await get(asked, { cookie: administrator.cookie }), prefix !== '')
      if (found !== undefined) failures.push(`${asked.slice(0, 220)}: ${found}`)
    }
  }
  t.same(failures, [])
  t.ok(turn > 1_000, `${turn} addresses were asked for`)
})

t.test('whatever a form says', async (t) => {
  let turn = 0
  const failures: string[] = []
  for (const { path, post: sent } of ROUTES) {
    // what ends an account or begins the archive anew is not done by chance
    if (sent === undefined || path === '/sign-out' || path === '/sign-in' || path === '/me/leave') continue
    const names = posted.get(folderOf.get(path)!) ?? []
    const usual = Object.fromEntries(names.map((name) => [name, '1']))
    for (const address of (at[path] ?? [path]).slice(0, 2)) for (const name of ['', ...names]) for (const value of ['\u0000', '\ud800', '-1', '99999999999999999999', '"><script>alert(1)</script>', LONG, newId(), '__proto__']) {
      const prefix = ++turn % 2 === 0 ? '/en' : ''
      if (turn % ONE_OF > 0) continue
      const form = name === '' ? {} : turn % 3 === 0 ? { ...usual, key: newId(), [name]: [value, value] } : { key: newId(), [name]: value }
      const found = wrong(await post(`${prefix}${address}`, form, { cookie: path.startsWith('/me') || turn % 5 > 0 ? librarian.cookie : administrator.cookie }), prefix !== '')
      if (found !== undefined) failures.push(`${prefix}${address} ${name}=${JSON.stringify(value).slice(0, 40)} ${turn % 3 === 0 ? 'beside others' : ''}: ${found}`)
    }
  }
  t.same(failures, [])
  t.ok(turn > 1_000, `${turn} forms were sent`)
})
