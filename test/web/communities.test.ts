import t from 'tap'
import { smallCity } from '../fixture.ts'
import { barriers, closeBrowser, NO_BROWSER, opened, overflows, PHONE } from './browser.ts'
import { site, wrongMarkup } from './site.ts'

t.teardown(closeBrowser)

const idIn = (to: string): string => to.split('/').at(-1)!

t.test('a librarian founds a community, its steward lets people in and makes a protocol, and a stranger is told what they may know', async (t) => {
  const { store } = await smallCity(t)
  const { get, post, someone } = await site(t, { graph: store })
  const steward = await someone('librarian', 'steward')
  const member = await someone('contributor', 'member')
  const wrong = await post('/communities', { name: '', english: '', description: '說明<script>', contact: '' }, { cookie: steward.cookie })
  t.equal(wrong.status, 400)
  t.match(wrong.text, /說明&lt;script&gt;/)
  t.same(await wrongMarkup(wrong), [])
  t.equal((await post('/communities', { name: '里民' }, { cookie: member.cookie })).status, 400, 'not by everybody')
  const founded = await post('/communities', { name: '松山老街里民', english: 'Old street', description: '', contact: '里辦公處' }, { cookie: steward.cookie })
  t.equal(founded.status, 303)
  const id = idIn(founded.to)
  const list = `/communities/${id}/members`
  t.equal((await post(list, { act: 'set', who: 'nobody', role: 'member' }, { cookie: steward.cookie })).status, 400)
  t.match(await post(list, { act: 'set', who: 'member', role: 'member' }, { cookie: steward.cookie }), { status: 303 })
  t.match((await get(`/communities/${id}`, { cookie: member.cookie })).text, /member的名字，成員/)
  t.notMatch((await get(`/communities/${id}`)).text, /member的名字/, 'who is in it is not for strangers')
  const invited = await post(list, { act: 'invite', as: 'contributor' }, { cookie: steward.cookie })
  t.match(invited.text, /https:\/\/fangzhi\.example\/join#/)
  t.same(await wrongMarkup(invited), [])
  const made = await post(`/communities/${id}/protocols`, { name: '耆老的話', english: '', description: '', contact: '', kind: 'strict', shown: 'silent', members: 'community' }, { cookie: steward.cookie })
  t.equal(made.status, 303)
  const page = await get(made.to, { cookie: member.cookie })
  t.match(page.text, /社群的成員/)
  t.same(await wrongMarkup(page), [])
  t.equal((await get(made.to)).status, 404, 'a silent one')
  t.notMatch((await get(`/communities/${id}`)).text, /耆老的話/)
  const version = /name="version" value="([^"]+)"/.exec((await get(made.to, { cookie: steward.cookie })).text)![1]!
  t.match(await post(made.to, { version, name: '耆老說的話', english: '', description: '', contact: '', kind: 'strict', shown: 'announced', members: 'community' }, { cookie: steward.cookie }), { status: 303 })
  const again = await post(made.to, { version, name: '又一次', kind: 'strict' }, { cookie: steward.cookie })
  t.match(again, { status: 400 }, 'somebody changed it meanwhile')
  t.match(again.text, /又一次/, 'and what was typed is there')
  t.match(await post(list, { act: 'leave' }, { cookie: member.cookie }), { status: 303, to: '/communities' })
  t.notMatch((await get(`/communities/${id}`, { cookie: steward.cookie })).text, /member的名字/)
})

t.test('forms that make something new make it once, however often they are sent', async (t) => {
  const { get, post, someone } = await site(t)
  const { cookie } = await someone('librarian')
  const sent = async (path: string, form: Record<string, string>): Promise<string[]> => {
    const key = /name="key" value="([^"]+)"/.exec((await get(path, { cookie })).text)![1]!
    const all = await Promise.all([1, 2].map(() => post(path, { ...form, key }, { cookie })))
    return [...all, await post(path, { ...form, key }, { cookie })].map(({ to, text }) => to === '' ? /<code id="secret">([^<]+)|<p class="code"><strong>([^<]+)/.exec(text)![0] : to)
  }
  const founded = await sent('/communities', { name: '耆老會' })
  t.equal(new Set(founded).size, 1)
  t.equal([...(await get('/communities', { cookie })).text.matchAll(/href="\/communities\/[0-9a-f-]{36}"/g)].length, 1)
  t.equal(new Set(await sent('/me/tokens', { name: '備份', scopes: 'read', days: '30' })).size, 1)
  t.equal([...(await get('/me/tokens', { cookie })).text.matchAll(/name="delete"/g)].length, 1)
  t.equal(new Set(await sent('/workshops', { title: '老照片', audience: 'everyone' })).size, 1)
  const community = founded[0]!.split('/').at(-1)!
  await post(`/communities/${community}/members`, { act: 'set', who: 'someone1', role: 'steward' }, { cookie })
  t.equal(new Set(await sent(`/communities/${community}/protocols`, { name: '守則', kind: 'strict', shown: 'silent', members: 'community' })).size, 1)
})

t.test('in a browser: nothing in anybody\'s way', { skip: NO_BROWSER }, async (t) => {
  const { listen, post, someone } = await site(t)
  const { cookie } = await someone('librarian')
  const { to } = await post('/communities', { name: '一'.repeat(190), description: '‮反的 𠀀🙂 <b>' }, { cookie })
  const address = await listen()
  const { page, context } = await opened(t, address, PHONE)
  await context.addCookies([{ name: 'fangzhi', value: cookie.split('=')[1]!, url: address }])
  for (const path of ['/communities', to, `${to}/members`, `/en${to}/protocols`]) {
    await page.goto(path)
    t.same(await barriers(page), [], path)
    t.notOk(await overflows(page), path)
  }
})
