import sharp from 'sharp'
import t from 'tap'
import { makeWorkshop } from '../../src/archive/entries/workshops.ts'
import { newId } from '../../src/model/ids.ts'
import { smallCity } from '../fixture.ts'
import { formOf } from './filled.ts'
import { site, wrongMarkup, type Got, type Site } from './site.ts'

const MARK = 'x-mark-of-parts-x'
type File = { readonly name: string; readonly bytes: Buffer }

/** Sends a form with files as a browser without scripts does. */
async function postForm({ app }: Site, path: string, fields: readonly (readonly [string, string | File])[], cookie?: string): Promise<Got> {
  const parts = fields.map(([name, value]) => (typeof value === 'string'
    ? Buffer.from(`--${MARK}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    : Buffer.concat([Buffer.from(`--${MARK}\r\ncontent-disposition: form-data; name="${name}"; filename="${value.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`), value.bytes, Buffer.from('\r\n')])))
  const { statusCode, body, headers } = await app.inject({
    method: 'POST', url: path, payload: Buffer.concat([...parts, Buffer.from(`--${MARK}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${MARK}`, accept: 'text/html', 'sec-fetch-site': 'same-origin', ...(cookie === undefined ? {} : { cookie }) },
  })
  return { status: statusCode, text: body, headers, to: String(headers.location ?? '') }
}

const photo = async (background: string, exif?: Parameters<ReturnType<typeof sharp>['withExif']>[0]): Promise<Buffer> => {
  const made = sharp({ create: { width: 40, height: 30, channels: 3, background } })
  return (exif === undefined ? made : made.withExif(exif)).jpeg().toBuffer()
}

const valueOf = ({ text }: Got, name: string): string | undefined => new RegExp(`name="${name.replace(/[.[\]]/g, '\\$&')}"[^>]*? value="([^"]*)"`).exec(text)?.[1]

/** Everything in the form of a page, as a browser would send it again: hidden and typed. */
const hiddenOf = ({ text }: Got): (readonly [string, string])[] => [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name!, value!])

const recordsOf = async ({ graph, people }: Site, account: string): Promise<any[]> => {
  const viewer = (await people.directory.actor(account as never))!.viewer
  const { items } = await graph.waiting({ by: account as never, state: 'proposed' }, viewer, { first: 50 })
  return [...(await graph.heads(items.map(({ id }) => id), viewer)).values()].map(({ record }) => record)
}

t.test('without scripts: a story with photos in one post, mended where it is wrong, nothing lost, written once', async (t) => {
  const { store, ids } = await smallCity(t)
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const empty = await service.get('/contribute', { cookie: amei.cookie })
  t.equal(empty.status, 200)
  const key = valueOf(empty, 'key')!
  const typed = [
    ['key', key], ['title', ''], ['when', '小時候（民國45年到50年）'], ['where.place', '老祖祠'], ['where.district', '松山區'], ['where.coordinates', '121.5,25.05'],
    ['toldBy[0].who', '林振春'], ['toldBy[0].as', 'person'], ['toldBy[0].consent.scope', '可以公開'], ['toldBy[0].consent.on', '民國110年3月1日'],
    ['story', '臺北市愛鄉協會來的時候，**石獅子**還在。'], ['files[0].caption', '左邊那一隻 <b>'], ['keywords', '石獅子、颱風'], ['licence', 'CC-BY-4.0'],
  ] as const
  const first = await postForm(service, '/contribute', [...typed, ['files[0].file', { name: '獅子.jpg', bytes: await photo('#733') }], ['files[1].file', { name: '壞的.jpg', bytes: Buffer.from('MZ not a picture') }], ['files[1].caption', '說明也還在'], ['files[2].file', { name: '', bytes: Buffer.alloc(0) }], ['action', 'send']], amei.cookie)
  t.equal(first.status, 400)
  t.same(await wrongMarkup(first), [])
  for (const field of ['title', 'audience', 'toldBy-0--who', 'files-1--file']) t.match(first.text, new RegExp(`href="#f-${field}"`), field)
  t.match(first.text, /「壞的.jpg」/)
  t.equal(valueOf(first, 'when'), '小時候（民國45年到50年）')
  t.match(first.text, /\*\*石獅子\*\*還在/)
  t.equal(valueOf(first, 'files[0].caption'), '左邊那一隻 &lt;b&gt;')
  t.equal(valueOf(first, 'files[1].caption'), '說明也還在')
  t.match(valueOf(first, 'files[0].receipt'), /.{40}/, 'the photo has arrived, though the form was wrong')
  t.match(first.text, new RegExp(`name="toldBy\\[0\\]\\.person" value="${ids.person}"`), 'nobody is found by name alone: one chooses')

  const mended = [...hiddenOf(first), ...typed.slice(2), ['title', '老祖祠的兩隻石獅子'], ['audience', 'everyone'], ['toldBy[0].person', ids.person], ['mention', `${ids.shared} 臺北市愛鄉協會`]] as [string, string][]
  const second = await postForm(service, '/contribute', [...mended, ['action', 'send']], amei.cookie)
  t.match(second.text, /href="#f-where-coordinates"/)
  t.match(second.text, /先緯度、後經度/)
  t.match(second.text, new RegExp(`value="${ids.shared} 臺北市愛鄉協會" checked`))
  const whole = mended.map(([name, value]): [string, string] => (name === 'where.coordinates' ? [name, '25.05,121.57'] : [name, value]))
  const done = await postForm(service, '/contribute', whole, amei.cookie)
  t.equal(done.status, 303)
  t.match(done.to, /^\/contributions\?sent=/)
  t.equal((await postForm(service, '/contribute', whole, amei.cookie)).to, done.to, 'sent again it is there once')
  const other = await postForm(service, '/contribute', whole.map(([name, value]): [string, string] => (name === 'story' ? [name, '後來又想起來的事'] : [name, value])), amei.cookie)
  t.equal(other.status, 409, 'what was changed since is not passed over in silence')
  t.match(other.text, /後來又想起來的事/)
  t.not(valueOf(other, 'key'), key)

  const entry = done.to.split('=')[1]!
  const records = await recordsOf(service, amei.id)
  const head = (await service.graph.heads([entry as never], { signedIn: true, protocols: new Set(), whole: true })).get(entry as never)!
  t.match(head.record, { names: [{ text: '老祖祠的兩隻石獅子' }], state: 'proposed', fields: { happenedOn: '1956~/1961~', district: '松山區', address: '老祖祠', subjects: ['石獅子', '颱風'], licence: 'CC-BY-4.0' } })
  t.equal(records.filter((record) => record.type === 'relation' && record.relation === 'MENTIONS' && record.to === ids.shared).length, 1)
  t.match(records.find((record) => record.type === 'relation' && record.relation === 'NARRATED'), { from: ids.person, qualifiers: { consent: '可以公開', consentOn: '民國110年3月1日' } })
  const contents = await service.graph.contents(entry as never, (await service.people.directory.actor(amei.id as never))!.viewer, { first: 10 })
  t.match(contents.items.flatMap(({ files = [] }) => files), [{ caption: '左邊那一隻 <b>', mediaType: 'image/jpeg' }])

  const judged = await service.get(`/review/${entry}`, { cookie: (await service.someone('librarian')).cookie })
  const [main = ''] = /<main[^]*<\/main>/.exec(judged.text) ?? []
  t.same(await wrongMarkup(judged), [])
  t.match(main, new RegExp(`src="/files/${contents.items.find(({ files = [] }) => files.length > 0)!.id}/1\\?size=small"`), 'whoever decides sees the picture')
  for (const { text } of contents.items.flatMap(({ passages }) => passages)) t.match(main, text.slice(0, 20), 'and the story')
  t.match(main, /地方紀錄/)
  t.match(main, /CC 姓名標示 4\.0/)
  t.notMatch(main, />Entry<|CC-BY-4\.0|1956~/, 'in words, not in codes')
  t.match(main, `href="/entities/${entry}"`)

  const mine = await service.get(done.to, { cookie: amei.cookie })
  t.match(mine.text, /送出了，謝謝/)
  t.match(mine.text, /老祖祠的兩隻石獅子/)
  t.same(await wrongMarkup(mine), [])
})

t.test('where a photo was taken is taken out of it, unless it is kept on purpose', async (t) => {
  const service = await site(t, { graph: (await smallCity(t)).store })
  const amei = await service.someone('contributor')
  const bytes = await photo('#337', { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 3/1 0/1' }, IFD0: { Make: 'Camera' } })
  t.ok((await sharp(bytes).metadata()).exif)
  for (const kept of [false, true]) {
    const fields = [['key', newId()], ['title', '照片'], ['audience', 'everyone'], ...(kept ? [['keepPosition', 'true']] : []), ['files[0].file', { name: 'a.jpg', bytes }]] as const
    const done = await postForm(service, '/contribute', fields as never, amei.cookie)
    const entry = done.to.split('=')[1]!
    const { items: [content] } = await service.graph.contents(entry as never, (await service.people.directory.actor(amei.id as never))!.viewer, { first: 1 })
    const { rawPayload } = await service.app.inject({ method: 'GET', url: `/files/${content!.id}/1`, headers: { cookie: amei.cookie } })
    t.equal((await sharp(rawPayload).metadata()).exif !== undefined, kept)
  }
})

t.test('looking first: how it reads, how its time is understood, names to be linked, and who would see it; nothing is written', async (t) => {
  const { store } = await smallCity(t)
  const service = await site(t, { graph: store })
  const [amei, other] = [await service.someone('contributor'), await service.someone('contributor')]
  const before = await store.sequence()
  const fields = { key: newId(), title: '獅子 <script>', when: '民國五十二年', story: '**社會局**說，{臺灣|Tâi-uân}的<script>alert(1)</script>[獅子](javascript:alert(1))。[^1]\n\n[^1]: 註' }
  const got = await service.post('/contribute', { ...fields, action: 'preview' }, { cookie: amei.cookie })
  t.equal(got.status, 200)
  t.same(await wrongMarkup(got), [])
  t.match(got.text, /理解成：民國52年（1963）/)
  t.match(got.text, /<strong>社會局<\/strong>/)
  t.match(got.text, /<ruby>臺灣<rp>/)
  t.match(got.text, /&lt;script&gt;alert/)
  t.notMatch(got.text, /<script>alert|href="javascript/)
  t.match(got.text, /name="mention" value="[0-9a-f-]{36} 社會局"/)
  const who = await service.post('/contribute', { ...fields, action: 'who', audience: 'signed-in', readers: amei.id }, { cookie: amei.cookie })
  t.match(who.text, /✗ 看不到： 沒有登入的人/)
  t.match(who.text, /✓ 看得到： 登入/)
  t.match(who.text, /someone1的名字/)
  t.same(await wrongMarkup(who), [])
  const stranger = await service.post('/contribute', { ...fields, action: 'who', audience: 'signed-in', readers: other.id }, { cookie: amei.cookie })
  t.equal(stranger.status, 400)
  t.match(stranger.text, /href="#f-readers"/, 'what others may see is nobody\'s business')
  t.equal(await store.sequence(), before)
})

t.test('a name that may mean several is asked back, and the one that is ticked is taken', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const [one, other] = [scribe.entity('Organization', '松山愛鄉會'), scribe.entity('Place', '松山愛鄉會')]
  await scribe.commit()
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const fields = { key: newId(), title: '獅子', story: '社會局來看過。', related: '松山愛鄉會、林振春', audience: 'everyone', action: 'send' }
  const asked = await service.post('/contribute', fields, { cookie: amei.cookie })
  t.equal(asked.status, 400)
  for (const id of [one, other]) t.match(asked.text, new RegExp(`name="mention" value="${id} 松山愛鄉會"`))
  t.match(asked.text, new RegExp(`name="mention" value="${ids.social} 社會局"`), 'names of the story are offered on the way')
  t.same(await wrongMarkup(asked), [])
  t.equal((await service.post('/contribute', { ...fields, mention: [`${other} 松山愛鄉會`, `${ids.social} 社會局`] }, { cookie: amei.cookie })).status, 303)
  const mentions = (await recordsOf(service, amei.id)).filter((record) => record.type === 'relation').map(({ to }) => to as string)
  t.same(mentions.sort(), [other, ids.social, ids.person].sort())
})

t.test('from the page of something one writes about it', async (t) => {
  const { store, ids } = await smallCity(t)
  const service = await site(t, { graph: store })
  const amei = await service.someone('contributor')
  const page = await service.get(`/contribute?about=${ids.social}`, { cookie: amei.cookie })
  t.match(page.text, new RegExp(`value="${ids.social} 臺北市政府社會局" checked`))
  t.notMatch((await service.get(`/contribute?about=${ids.hidden}`, { cookie: amei.cookie })).text, /祕密社/)
})

t.test('an empty page is no draft; a word, a place or a file is', async (t) => {
  const service = await site(t, { graph: (await smallCity(t)).store })
  const amei = await service.someone('contributor')
  for (const prefix of ['', '/en']) {
    const form = formOf(await service.get(`${prefix}/contribute`, { cookie: amei.cookie }))
    const empty = await service.post(`${prefix}/contribute`, { ...form, title: '  ', 'toldBy[0].as': 'name', audience: 'everyone', language: '臺語', action: 'save' }, { cookie: amei.cookie })
    t.equal(empty.status, 400)
    t.match(empty.text, prefix === '' ? '還沒有寫東西' : 'nothing to keep yet')
    t.same(await wrongMarkup(empty), [])
  }
  t.notMatch((await service.get('/contributions', { cookie: amei.cookie })).text, '還沒有標題')
  for (const [name, value] of [['when', '小時候'], ['where.district', '松山區'], ['toldBy[1].who', '阿婆']] as const) t.equal((await service.post('/contribute', { key: newId(), [name]: value, action: 'save' }, { cookie: amei.cookie })).status, 303)
})

t.test('a draft is kept for its author on any device; two devices do not write over each other', async (t) => {
  const service = await site(t, { graph: (await smallCity(t)).store })
  const [amei, other] = [await service.someone('contributor'), await service.someone('contributor')]
  const key = newId()
  const saved = await service.post('/contribute', { key, title: '還沒寫完', story: '第一段', contentWarning: ['deceased', 'funeral'], action: 'save' }, { cookie: amei.cookie })
  t.match(saved.to, /^\/contribute\?draft=/)
  const open = await service.get(saved.to, { cookie: amei.cookie })
  t.match(open.text, /第一段/)
  t.match(open.text, /value="funeral" checked/)
  t.same(await wrongMarkup(open), [])
  t.equal((await service.get(saved.to, { cookie: other.cookie })).status, 404)
  const version = valueOf(open, 'version')!
  t.equal((await service.post('/contribute', { key, version, title: '還沒寫完', story: '第二段', action: 'save' }, { cookie: amei.cookie })).status, 303)
  const late = await service.post('/contribute', { key, version, title: '還沒寫完', story: '另一台寫的', action: 'save' }, { cookie: amei.cookie })
  t.equal(late.status, 409)
  t.match(late.text, /另一台寫的/)
  t.equal((await service.post('/contribute', { key, version: valueOf(late, 'version')!, title: '還沒寫完', story: '另一台寫的', action: 'save' }, { cookie: amei.cookie })).status, 303)
  const list = await service.get('/contributions', { cookie: amei.cookie })
  t.match(list.text, /還沒寫完/)
  t.same(await wrongMarkup(list), [])
  t.equal((await service.post('/contribute', { key, title: '寫完了', story: '好', audience: 'everyone', action: 'send' }, { cookie: amei.cookie })).status, 303)
  t.notMatch((await service.get('/contributions', { cookie: amei.cookie })).text, /還沒寫完/, 'what was sent is no draft any more')
})

t.test('a form with photos may take its minutes on a bad line', async (t) => {
  const { app } = await site(t)
  t.ok(app.server.requestTimeout >= 10 * 60_000)
})

t.test('whoever was signed out while writing keeps all of it', async (t) => {
  const service = await site(t, { graph: (await smallCity(t)).store })
  const got = await postForm(service, '/contribute', [['key', newId()], ['title', '颱風'], ['story', '寫了很久'], ['files[0].file', { name: 'a.jpg', bytes: await photo('#333') }]])
  t.equal(got.status, 401)
  t.match(got.text, /寫了很久/)
  t.match(got.text, /您已經登出/)
})

t.test('a stranger is shown how, and writes with the code of a workshop', async (t) => {
  const service = await site(t, { graph: (await smallCity(t)).store })
  const librarian = await service.someone('librarian')
  const actor = await service.people.directory.actor(librarian.id as never)
  const { code } = await makeWorkshop(service.people, actor, { title: '松山工作坊', audience: { protocols: ['everyone'] } })
  for (const path of ['/contribute', '/en/contribute']) t.same(await wrongMarkup(await service.get(path)), [])
  t.equal((await service.get(`/contribute?code=${code}`)).to, `/workshop/${code}`)
  const page = await service.get(`/workshop/${code}`)
  t.match(page.text, /松山工作坊/)
  t.match(page.text, /所有人/)
  t.same(await wrongMarkup(page), [])
  t.equal((await service.get('/workshop/AAAAA-BBBBB')).status, 404)
  const fields = [['key', valueOf(page, 'key')!], ['title', '石獅子'], ['story', ''], ['contact', '0912-345-678']] as const
  const wrong = await postForm(service, `/workshop/${code}`, [...fields, ['files[0].file', { name: '壞.jpg', bytes: Buffer.from([0, 1, 2, 3]) }]])
  t.equal(wrong.status, 400)
  t.equal(valueOf(wrong, 'contact'), '0912-345-678')
  const over = await postForm(service, '/workshop/AAAAA-BBBBB', [...fields.slice(0, 2), ['story', '寫了很久']])
  t.equal(over.status, 400)
  t.match(over.text, /寫了很久/, 'what was typed stays, though there is no such workshop any more')
  const done = await postForm(service, `/workshop/${code}`, [...fields.filter(([name]) => name !== 'story'), ['story', '里長說的'], ['files[0].file', { name: 'a.jpg', bytes: await photo('#733') }]])
  t.equal(done.status, 303)
  t.match((await service.get(done.to)).text, /收到了/)
})

t.test('a librarian makes a workshop, whose code is shown once, and reaches whoever wrote', async (t) => {
  const service = await site(t, { graph: (await smallCity(t)).store })
  const [librarian, amei] = [await service.someone('librarian'), await service.someone('contributor')]
  t.match((await service.get('/workshops')).to, /sign-in/)
  const wrong = await service.post('/workshops', { title: '', days: '40', audience: 'everyone', action: 'make' }, { cookie: librarian.cookie })
  t.equal(wrong.status, 400)
  t.same(await wrongMarkup(wrong), [])
  t.match((await service.post('/workshops', { title: '工作坊', days: '40', audience: 'everyone', action: 'make' }, { cookie: librarian.cookie })).text, /href="#f-days"/)
  t.equal((await service.post('/workshops', { title: '工作坊', audience: 'everyone', action: 'make' }, { cookie: amei.cookie })).status, 400, 'who settles nothing makes none')
  const made = await service.post('/workshops', { title: '松山 <工作坊>', audience: 'everyone', action: 'make' }, { cookie: librarian.cookie })
  t.same(await wrongMarkup(made), [])
  const code = /<strong>([2-9A-Z]{5}-[2-9A-Z]{5})<\/strong>/.exec(made.text)![1]!
  await service.post(`/workshop/${code}`, { key: newId(), title: '石獅子', story: '里長說的', contact: '0912-345-678', action: 'send' })
  const list = await service.get('/workshops', { cookie: librarian.cookie })
  t.match(list.text, /0912-345-678/)
  t.notMatch(list.text, code)
  t.same(await wrongMarkup(list), [])
  const id = /name="id" value="([^"]+)"/.exec(list.text)![1]!
  t.equal((await service.post('/workshops', { id, action: 'end' }, { cookie: librarian.cookie })).status, 303)
  t.equal((await service.get(`/workshop/${code}`)).status, 404)
})

t.test('hostile texts leave the form whole', async (t) => {
  const service = await site(t, { graph: (await smallCity(t)).store })
  const amei = await service.someone('contributor')
  for (const text of ['</textarea></form><script>alert(1)</script>', '𠮷'.repeat(500), '\u202Eתורה‏ 🦁', 'a'.repeat(500), '"\'<&>', '[^1] [^1]: [^1]', '{|}{a|}{|b}']) {
    const fields = Object.fromEntries(['title', 'when', 'born', 'where.place', 'where.district', 'where.address', 'where.coordinates', 'toldBy[0].who', 'toldBy[0].consent.on', 'story', 'keywords', 'related', 'licence', 'language', 'readers', 'contentWarning', 'mention'].map((name) => [name, text]))
    for (const action of ['send', 'preview', 'who', 'more-toldBy', 'more-files']) {
      const got = await service.post('/contribute', { key: newId(), ...fields, action }, { cookie: amei.cookie })
      t.ok(got.status < 500, `${got.status} ${action} ${text.slice(0, 20)}`)
      t.same(await wrongMarkup(got), [], action)
    }
  }
})
