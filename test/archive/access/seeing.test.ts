import t from 'tap'
import { keepersNamed, refuseAnnounced } from '../../../src/archive/access/announced.ts'
import { whoCanSee } from '../../../src/archive/access/who-can-see.ts'
import type { Audience } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import { Scribe } from '../../fixture.ts'
import { town } from './town.ts'

const all = (...protocols: string[]): Audience => ({ mode: 'all', protocols })
const any = (...protocols: string[]): Audience => ({ mode: 'any', protocols })

t.test('who can see it, before it is saved', async (t) => {
  const here = await town(t)
  const [north, river] = [await here.found('北村', 'amei', { bao: 'member', chun: 'member' }), await here.found('河社', 'dan', { chun: 'member' })]
  const elders = await here.make('amei', { owners: [north.id], label: { 'zh-Hant': '耆老' }, shown: 'announced' })
  const boats = await here.make('dan', { owners: [river.id], label: { 'zh-Hant': '船' }, shown: 'announced' })
  const inside = await here.make('amei', { owners: [north.id], kind: 'open', signedIn: true })
  const bao = await here.as('bao')
  t.same(await whoCanSee(here, bao, all(elders.id), ['bao', 'amei']), {
    text: '守則「耆老」的成員', everyone: false, signedIn: false, protocols: [{ id: elders.id, label: '耆老', members: 3 }],
    readers: [{ name: 'bao的名字', can: true }, { name: 'amei的名字', can: true }],
  })
  t.match(await whoCanSee(here, bao, all()), { text: '只有您自己', everyone: false, signedIn: false })
  t.match(await whoCanSee(here, bao, all(inside.id)), { everyone: false, signedIn: true })
  t.match(await whoCanSee(here, bao, all('everyone'), ['chun']), { text: '所有人', everyone: true, readers: [{ can: true }] })
  const given = await whoCanSee(here, bao, all(elders.id, boats.id), ['bao', 'chun', 'amei'])
  t.same(given.readers.map(({ can }) => can), [false, null, null], 'who is a member of what they are no member of, they are not told')
  t.same(given.protocols.map(({ members }) => members), [3, undefined], 'nor how many these are')
  t.same((await whoCanSee(here, await here.as('chun'), any(elders.id, boats.id), ['bao', 'dan'])).readers.map(({ can }) => can), [true, true])
  const [stranger, nobody] = await Promise.all(['dan', 'nobody'].map((who) => whoCanSee(here, bao, all('everyone'), [who]).then(() => '', (error: Error) => error.message.replace(who, ''))))
  t.match(stranger, /找不到/)
  t.equal(stranger, nobody, 'whether somebody of another community has an account is not told')
  await t.rejects(whoCanSee(here, undefined, all('everyone')), { code: 'UNAUTHENTICATED' })
  const joint = await here.make('chun', { owners: [north.id, river.id] }).catch((error: Error) => error)
  t.match(joint, { code: 'FORBIDDEN' })
})

t.test('what is announced says its title and whom to ask; what is silent is not there', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei', { bao: 'member' })
  const [announced, silent] = [await here.make('amei', { owners: [north.id], shown: 'announced', contact: '北村辦公室' }), await here.make('amei', { owners: [north.id] })]
  const bare = await here.make('amei', { owners: [north.id], shown: 'announced' })
  const scribe = new Scribe(here.graph)
  const of = (audience: Audience, more: object = {}): string => scribe.entity('Organization', '祖靈屋', { audience, ...more })
  const ids = {
    announced: of(all(announced.id)), bare: of(all(bare.id, announced.id, 'signed-in')), silent: of(all(silent.id)), both: of(all(announced.id, silent.id)), either: of(any(announced.id, silent.id)),
    draft: of(all(announced.id), { state: 'draft' }), open: of(all('everyone')), nobody: of(all()),
  }
  await scribe.commit()
  const told = async (id: string, login?: string): Promise<unknown> => refuseAnnounced(here.graph, () => here.directory.table(), login === undefined ? await here.directory.everyone() : (await here.as(login)).viewer, id)
    .then(() => undefined, ({ code, details }: { code: string; details: object }) => ({ code, ...details }))
  t.same(await told(ids.announced), { code: 'RESTRICTED', title: '祖靈屋', contact: '北村辦公室' })
  t.same(await told(ids.announced, 'chun'), { code: 'RESTRICTED', title: '祖靈屋', contact: '北村辦公室' })
  t.same(((await told(ids.bare, 'chun')) as { contact: string }).contact.split('、').sort(), ['北村', '北村辦公室'], 'without a contact the name of the community')
  for (const [name, id] of Object.entries({ ...ids, absent: newId() })) {
    if (name !== 'announced' && name !== 'bare') t.equal(await told(id), undefined, name)
    t.equal(await told(id, 'bao'), undefined, `${name}, to a member`)
  }
  t.equal(await told(ids.bare), undefined, 'it is for who is signed in, and not announced to others')
  t.same(keepersNamed(await here.directory.table(), [announced.id, newId()]), [{ id: announced.id, label: '耆老', contact: '北村辦公室' }])
})
