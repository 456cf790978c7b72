import { request } from 'node:http'
import t from 'tap'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { site } from './site.ts'

/** Bytes over the wire, as `bench/pages.ts` measures them in a browser: of a page with all it loads, of its scripts, and of those of exploring. */
const [PAGE, SCRIPTS, EXPLORING] = [30_000, 5_000, 50_000]
/** The limit of exploring is one of the script itself; its answer has a head, too. */
const HEAD = 500

/** Bytes of an answer, head and body, as they come over a connection of their own. */
const sent = (address: string, encoding: string): Promise<number> => new Promise((resolve, reject) => {
  request(address, { agent: false, headers: { accept: 'text/html', 'accept-encoding': encoding } }, (response) => {
    const { socket } = response
    response.resume().on('end', () => { resolve(socket.bytesRead) })
  }).on('error', reject).end()
})

const { store, ids, scribe } = await smallCity(t)
const work = scribe.entity('Work', '學習型城市')
const relation = scribe.relate('AUTHORED', ids.person, work)
await scribe.commit()
const words = '共伴效應是兩件事一起發生。'
await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: null, record: { id: newId(), type: 'content', entity: work, order: 0, state: 'published', audience: EVERYONE, passages: [{ text: words, offset: [0, words.length] }], corrections: [] } }] })
const { indexed, listen, get } = await site(t, { graph: store })
await indexed()
const address = await listen()

/** What a page loads with it: scripts, and the rest (style, icon). */
async function loaded(path: string, encoding: string): Promise<{ readonly page: number; readonly scripts: number; readonly count: number }> {
  const { status, text } = await get(path)
  if (status !== 200) throw new Error(`${path}: ${status}`)
  const named = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, at]) => at!)
  const sum = async (all: readonly string[]): Promise<number> => (await Promise.all(all.map((at) => sent(`${address}${at}`, encoding)))).reduce((total, one) => total + one, 0)
  const addresses = named(/<script type="module" src="([^"]+)"/g)
  const scripts = await sum(addresses)
  return { scripts, page: await sent(`${address}${path}`, encoding) + scripts + await sum(named(/<link rel="(?:stylesheet|icon)" href="([^"]+)"/g)), count: addresses.length }
}

t.test('a script is the same however short it comes, and is taken for nothing else', async (t) => {
  const at = `${address}${/src="(\/assets\/suggest-[^"]+)"/.exec((await get('/')).text)![1]!}`
  const plain = await (await fetch(at, { headers: { 'accept-encoding': 'identity' } })).text()
  for (const [accepted, encoding] of [['gzip, deflate, br', 'br'], ['gzip', 'gzip'], ['br;q=0, gzip', 'gzip']]) {
    const got = await fetch(at, { headers: { 'accept-encoding': accepted! } })
    t.match(Object.fromEntries(got.headers), { 'content-encoding': encoding, vary: /accept-encoding/i, 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' })
    t.equal(await got.text(), plain)
  }
})

const READING: readonly string[] = [
  '/', `/ask?q=${encodeURIComponent('哪些組織連結社會局與文化局？')}`, `/answers/connectors?a=${ids.social}&b=${ids.culture}`, `/ask?q=${encodeURIComponent('什麼都不是')}`,
  `/entities/${ids.social}`, `/entities/${ids.person}`, `/entities/${work}`, `/entities/${work}/text`, `/relations/${relation}`, `/entities/${ids.social}/history`,
  '/search', `/search?q=${encodeURIComponent('協會')}`, '/search?kind=Organization', '/collections', '/help', '/sitemap', '/explore',
]

for (const encoding of ['br', 'gzip']) {
  t.test(`a page to read sends little, and of scripts next to nothing: ${encoding}`, async (t) => {
    for (const path of READING) {
      const { page, scripts } = await loaded(path, encoding)
      t.ok(scripts <= SCRIPTS, `${path}: ${scripts} of scripts`)
      t.ok(page <= PAGE, `${path}: ${page}`)
    }
    t.equal((await loaded(READING[2]!, encoding)).count, 3, 'an answer has all of its scripts')
  })

  t.test(`what exploring takes: ${encoding}`, async (t) => {
    const { scripts, count } = await loaded(`/explore?from=${ids.social}`, encoding)
    t.equal(count, 1)
    t.ok(scripts <= EXPLORING + HEAD, `${scripts} of scripts`)
  })
}
