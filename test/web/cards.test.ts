import sharp from 'sharp'
import t from 'tap'
import { newId, type Id } from '../../src/model/ids.ts'
import { cardSvg } from '../../src/web/card/draw.ts'
import { writesChinese } from '../../src/web/card/draw.ts'
import { smallCity } from '../fixture.ts'
import { site, wrongMarkup, type Got, type Site } from './site.ts'

const NO_LETTERS = (await writesChinese()) ? false : 'there are no letters for Chinese on this machine: install the Debian package fonts-noto-cjk'

const imageOf = ({ text }: Got): string | undefined => /<meta property="og:image" content="https:\/\/fangzhi\.example([^"]+)">/.exec(text)?.[1]?.replaceAll('&amp;', '&')

/** The bytes of what is answered. */
async function fetched({ app }: Site, url: string, cookie?: string): Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }> {
  const { statusCode, headers, rawPayload } = await app.inject({ method: 'GET', url, headers: { accept: 'image/*', ...(cookie === undefined ? {} : { cookie }) } })
  return { status: statusCode, headers, bytes: rawPayload }
}

t.test('entities, answers and collections have a card, in both languages, the same for everybody', { skip: NO_LETTERS }, async (t) => {
  const { store, ids } = await smallCity(t)
  const service = await site(t, { graph: store })
  const librarian = await service.someone('librarian')
  const made = await service.post('/collections/new', { key: newId(), name: '松山的機構', description: '一起看', manner: 'manual', state: 'published', reader: 'everyone', item: [ids.social, ids.culture] }, { cookie: librarian.cookie })
  const paths = [`/entities/${ids.social}`, `/answers/connectors?a=${ids.social}&b=${ids.culture}`, made.to.replace('/edit', '')]
  const seen = new Set<string>()
  for (const path of paths.flatMap((one) => [one, `/en${one}`])) {
    const page = await service.get(path)
    t.same(await wrongMarkup(page), [])
    const address = imageOf(page)!
    t.match(address, /\/cards\/.*\/1200x630-[0-9a-f]{16}\.png/)
    const { status, headers, bytes } = await fetched(service, address)
    t.equal(status, 200, address)
    t.match(headers, { 'content-type': 'image/png', 'cache-control': 'public, max-age=86400' })
    t.notMatch(String(headers['vary']), /Cookie/)
    t.match(await sharp(bytes).metadata(), { format: 'png', width: 1_200, height: 630 })
    t.same((await fetched(service, address, librarian.cookie)).bytes, bytes, 'whoever asks')
    seen.add(bytes.toString('base64'))
    t.equal(imageOf(await service.get(path, { cookie: librarian.cookie })), undefined, 'who is signed in makes no cards')
  }
  t.equal(seen.size, 6)
  const address = imageOf(await service.get(`/entities/${ids.social}`))!
  t.equal((await service.get(address.replace(/-[0-9a-f]{16}/, '-0000000000000000'))).to, address, 'an old one leads to what it says now')
  t.equal((await service.get(`/entities/${ids.social}?asOf=2010`).then(imageOf)), undefined)
})

t.test('what is not for everybody has no card', { skip: NO_LETTERS }, async (t) => {
  const { store, ids } = await smallCity(t)
  const service = await site(t, { graph: store })
  const librarian = await service.someone('librarian')
  const sent = await service.post('/contribute', { key: newId(), title: '只給登入的人', story: '一', audience: 'signed-in', state: 'published' }, { cookie: librarian.cookie })
  const entry = sent.to.split('=')[1]! as Id
  t.equal((await service.get(`/entities/${entry}`, { cookie: librarian.cookie })).status, 200)
  const absent = newId()
  for (const id of [entry, ids.hidden, absent]) {
    const card = await service.get(`/cards/entities/${id}/1200x630-0000000000000000.png`, { cookie: librarian.cookie })
    t.equal(card.status, 404)
    t.equal(card.text.replaceAll(id, 'ID'), (await service.get(`/cards/entities/${absent}/1200x630-0000000000000000.png`, { cookie: librarian.cookie })).text.replaceAll(absent, 'ID'))
  }
})

t.test('a story shows its picture, unless readers are to be warned of it', { skip: NO_LETTERS }, async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const librarian = await service.someone('librarian')
  const photo = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#0000ff' } }).jpeg().toBuffer()
  const blue = async (address: string): Promise<boolean> => {
    const { data, info } = await sharp((await fetched(service, address)).bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const at = (300 * info.width + 1_100) * info.channels
    return data[at]! < 60 && data[at + 2]! > 200
  }
  for (const warning of [undefined, 'funeral']) {
    const form = new FormData()
    for (const [name, value] of Object.entries({ key: newId(), title: '老祖祠的兩隻石獅子', story: '', audience: 'everyone', state: 'published', action: 'send', ...(warning === undefined ? {} : { contentWarning: warning }) })) form.set(name, value)
    form.set('files[0].file', new Blob([new Uint8Array(photo)]), '獅子.jpg')
    const sent = await service.send('/contribute', form, { cookie: librarian.cookie })
    t.equal(sent.status, 303)
    t.equal(await blue(imageOf(await service.get(`/entities/${sent.to.split('=')[1]!}`))!), warning === undefined)
  }
})

t.test('hostile texts leave a card whole', { skip: NO_LETTERS }, async (t) => {
  const { store, scribe } = await smallCity(t)
  const evil = ['</text></svg><script>', '𠮷'.repeat(500), 'תורה‏ 🦁"\'<&>', 'w'.repeat(500), '方'].map((name) => scribe.entity('Organization', name, { fields: { description: name.repeat(3) } }))
  await scribe.commit()
  const service = await site(t, { graph: store })
  for (const id of evil) {
    const { status, bytes } = await fetched(service, imageOf(await service.get(`/entities/${id}`))!)
    t.equal(status, 200)
    t.match(await sharp(bytes).metadata(), { width: 1_200, height: 630 })
  }
  const drawn = cardSvg({ title: '\u202Eabc', description: '\u0000', kind: '', archive: '', language: 'en' })
  for (const mark of ['\u202E', '\u0000']) t.notOk(drawn.includes(mark))
})
