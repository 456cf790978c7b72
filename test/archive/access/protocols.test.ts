import t from 'tap'
import { changeProtocol, consent, coverageOf, endProtocol, makeProtocol, protocol, protocols, refuse, type ProtocolView } from '../../../src/archive/access/protocols.ts'
import type { Audience } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import { Scribe } from '../../fixture.ts'
import { town, type Town } from './town.ts'

const message = async (what: Promise<unknown>): Promise<string> => what.then(() => 'no error', (error: Error) => `${(error as { code?: string }).code} ${error.message}`)
const ids = (views: readonly ProtocolView[]): string[] => views.map(({ id }) => id)
const guardedBy = (...protocols: string[]): { audience: Audience } => ({ audience: { mode: 'all', protocols } })
/** Whether somebody sees a thing that a protocol guards. */
async function reads(here: Town, login: string | undefined, id: string): Promise<boolean> {
  const viewer = login === undefined ? await here.directory.everyone() : (await here.as(login)).viewer
  return (await here.graph.entities([id], viewer)).has(id)
}

t.test('a silent protocol is there for its members and for who runs its owners, and for nobody else', async (t) => {
  const here = await town(t)
  const [north, river] = [await here.found('北村', 'amei', { bao: 'member' }), await here.found('河社', 'chun')]
  const silent = await here.make('amei', { owners: [north.id], label: { 'zh-Hant': '祖靈屋' } })
  const listed = await here.make('amei', { owners: [north.id], members: 'listed', label: { 'zh-Hant': '獵場' } })
  const announced = await here.make('amei', { owners: [north.id], shown: 'announced' })
  const open = await here.make('amei', { owners: [north.id], kind: 'open' })
  await here.as('root', 'administrator')
  for (const login of [undefined, 'chun', 'root']) {
    const who = login === undefined ? undefined : await here.as(login)
    t.same(ids(await protocols(here, who)), [announced.id, open.id].sort(), login ?? 'everyone')
    t.equal((await message(protocol(here, who, silent.id))).replace(silent.id, ''), (await message(protocol(here, who, '01900000-0000-7000-8000-00000000dead'))).replace('01900000-0000-7000-8000-00000000dead', ''))
    for (const view of await protocols(here, who, north.id)) t.notMatch(JSON.stringify(view), /祖靈屋|獵場/)
    t.same([...(await here.graph.heads([silent.id, listed.id], who?.viewer ?? await here.directory.everyone())).keys()], [], 'nor is its record')
    t.same((await here.graph.history(silent.id, who?.viewer ?? await here.directory.everyone())).items, [])
  }
  t.same(ids(await protocols(here, await here.as('bao'))), [silent.id, announced.id, open.id].sort(), 'a member, who is not in the list')
  t.same(ids(await protocols(here, await here.as('amei'))), [silent.id, listed.id, announced.id, open.id].sort(), 'the steward runs the list')
  for (const login of ['chun', 'root']) {
    const who = await here.as(login)
    for (const act of [changeProtocol(here, who, silent.id, {}, ''), consent(here, who, silent.id, ''), refuse(here, who, silent.id, '不'), endProtocol(here, who, silent.id, '不')]) t.match(await message(act), /^NOT_FOUND/)
    t.match(await message(changeProtocol(here, who, announced.id, {}, '')), /^FORBIDDEN/, 'that it is there may be known')
  }
  const again = await here.make('chun', { owners: [river.id], label: { 'zh-Hant': '祖靈屋' } })
  t.equal(again.label['zh-Hant'], '祖靈屋', 'whether a name is taken is not told')
})

t.test('who reads by each kind', async (t) => {
  const here = await town(t)
  const [north, river] = [await here.found('北村', 'amei', { bao: 'member' }), await here.found('河社', 'chun', { bao: 'contributor' })]
  await here.as('root', 'administrator')
  await here.as('dan')
  const [open, inside, strict, listed, other] = await Promise.all([
    here.make('amei', { owners: [north.id], kind: 'open' }), here.make('amei', { owners: [north.id], kind: 'open', signedIn: true }), here.make('amei', { owners: [north.id] }),
    here.make('amei', { owners: [north.id], members: 'listed' }), here.make('chun', { owners: [river.id], shown: 'announced' }),
  ])
  await here.accounts.join({ group: listed.id, account: (await here.as('dan')).account, role: 'member', since: 1 })
  const scribe = new Scribe(here.graph)
  const things = {
    open: scribe.entity('Organization', '公開', guardedBy(open.id)), inside: scribe.entity('Organization', '登入', guardedBy(inside.id)), strict: scribe.entity('Organization', '限制', guardedBy(strict.id)),
    listed: scribe.entity('Organization', '名單', guardedBy(listed.id)), both: scribe.entity('Organization', '兩者', guardedBy(strict.id, other.id)),
    either: scribe.entity('Organization', '任一', { audience: { mode: 'any', protocols: [strict.id, other.id] } }),
  }
  await scribe.commit()
  const seen = async (login?: string): Promise<string[]> => (await Promise.all(Object.entries(things).map(async ([name, id]) => (await reads(here, login, id) ? name : [])))).flat()
  t.same(await seen(), ['open'])
  t.same(await seen('root'), ['open', 'inside'], 'an administrator is a reader like others')
  t.same(await seen('dan'), ['open', 'inside', 'listed'])
  t.same(await seen('amei'), ['open', 'inside', 'strict', 'either'], 'a steward is not in the list for that')
  t.same(await seen('bao'), ['open', 'inside', 'strict', 'both', 'either'])
  t.same(await seen('chun'), ['open', 'inside', 'either'])

  t.same(await coverageOf(here, await here.as('bao'), strict.id), { entities: 3, relations: 0, contents: 0 })
  t.same(await coverageOf(here, await here.as('amei'), strict.id), { entities: 2, relations: 0, contents: 0 }, 'of what each sees')
  t.same(await coverageOf(here, undefined, strict.id), { entities: 0, relations: 0, contents: 0 })

  await endProtocol(here, await here.as('amei'), strict.id, '不再需要')
  t.same(await seen('bao'), ['open', 'inside', 'either'], 'one that is withdrawn admits nobody, and opens nothing')
  t.same(await seen('amei'), ['open', 'inside'])
  t.match(await protocol(here, await here.as('amei'), strict.id), { ended: true, inForce: false })
  t.match(await message(protocol(here, await here.as('bao'), strict.id)), /^NOT_FOUND/)
})

t.test('a joint protocol takes effect, changes and ends with the consent of every owner only', async (t) => {
  const here = await town(t)
  const [north, river, harbour] = [await here.found('北村', 'amei', { bao: 'member' }), await here.found('河社', 'chun', { dan: 'member' }), await here.found('港邊', 'eva')]
  const joint = await here.make('amei', { owners: [north.id, river.id] })
  t.match(joint, { inForce: false, pending: { consents: [north.id], awaits: [river.id] } })
  const scribe = new Scribe(here.graph)
  const thing = scribe.entity('Organization', '合辦', guardedBy(joint.id))
  await scribe.commit()
  t.notOk(await reads(here, 'bao', thing), 'until then it admits nobody')
  for (const login of ['bao', 'dan', 'eva']) t.same(ids(await protocols(here, await here.as(login))), [], `${login} is told nothing`)
  t.match(await message(consent(here, await here.as('dan'), joint.id, joint.version)), /^NOT_FOUND/, 'a member does not decide')
  t.same(ids(await protocols(here, await here.as('chun'))), [joint.id], 'who is asked is told')

  const seen = await protocol(here, await here.as('chun'), joint.id)
  t.match(await message(consent(here, await here.as('chun'), joint.id, 'another')), /^CONFLICT/, 'nobody agrees to what they have not seen')
  t.match(await consent(here, await here.as('chun'), joint.id, seen.version), { inForce: true, pending: undefined })
  t.ok(await reads(here, 'bao', thing))
  t.ok(await reads(here, 'dan', thing))

  const before = await protocol(here, await here.as('bao'), joint.id)
  const proposed = await changeProtocol(here, await here.as('amei'), joint.id, { label: { 'zh-Hant': '新名' }, shown: 'announced', owners: [north.id, river.id, harbour.id] }, (await protocol(here, await here.as('amei'), joint.id)).version)
  t.match(proposed, { label: { 'zh-Hant': '耆老' }, shown: 'silent', pending: { change: { shown: 'announced' }, awaits: [river.id, harbour.id] } })
  t.same(await protocol(here, await here.as('bao'), joint.id), before, 'for a member nothing has changed, not even the version')
  t.same(ids(await protocols(here, await here.as('eva'), harbour.id)), [joint.id], 'who is to own it is asked')
  await consent(here, await here.as('eva'), joint.id, (await protocol(here, await here.as('eva'), joint.id)).version)
  t.match(await protocol(here, await here.as('chun'), joint.id), { shown: 'silent', pending: { awaits: [river.id] } })
  t.match(await message(refuse(here, await here.as('chun'), joint.id, ' ')), /^BAD_USER_INPUT/)
  t.match(await refuse(here, await here.as('chun'), joint.id, '還沒談過'), { label: { 'zh-Hant': '耆老' }, pending: undefined })
  t.match(await message(protocol(here, await here.as('eva'), joint.id)), /^NOT_FOUND/, 'and then is not')
  t.match(await message(consent(here, await here.as('amei'), joint.id, '')), /^BAD_USER_INPUT/)

  const again = await changeProtocol(here, await here.as('chun'), joint.id, { contact: '河社辦公室' }, (await protocol(here, await here.as('chun'), joint.id)).version)
  t.match(again.pending, { awaits: [north.id] })
  t.match(await consent(here, await here.as('amei'), joint.id, (await protocol(here, await here.as('amei'), joint.id)).version), { contact: '河社辦公室', pending: undefined })

  t.match(await endProtocol(here, await here.as('amei'), joint.id, '合作結束'), { inForce: true, pending: { ends: '合作結束', awaits: [river.id] } })
  t.ok(await reads(here, 'bao', thing))
  t.match(await consent(here, await here.as('chun'), joint.id, (await protocol(here, await here.as('chun'), joint.id)).version), { inForce: false })
  for (const login of ['amei', 'bao', 'chun', 'dan']) t.notOk(await reads(here, login, thing))
  for (const login of ['amei', 'chun']) {
    t.match(await protocols(here, await here.as(login)), [{ id: joint.id, inForce: false, ended: true }], 'who ran it is told')
    t.match(await coverageOf(here, await here.as(login), joint.id), { entities: 1 }, 'and how much is closed by it')
    t.match(await message(changeProtocol(here, await here.as(login), joint.id, { contact: '我' }, (await protocol(here, await here.as(login), joint.id)).version)), /^NOT_FOUND/, 'and it is over')
  }
  for (const login of ['bao', 'dan', 'eva']) {
    t.same(await protocols(here, await here.as(login)), [])
    t.match(await message(protocol(here, await here.as(login), joint.id)), /^NOT_FOUND/)
    t.match(await coverageOf(here, await here.as(login), joint.id), { entities: 0 })
  }

  const declined = await here.make('amei', { owners: [north.id, river.id] })
  await refuse(here, await here.as('chun'), declined.id, '不要')
  t.match(await message(protocol(here, await here.as('amei'), declined.id)), /^NOT_FOUND/)
})

t.test('what waits is in no record that others read', async (t) => {
  const here = await town(t)
  const [north, river] = [await here.found('北村', 'amei', { bao: 'member' }), await here.found('河社', 'chun')]
  const joint = await here.make('amei', { owners: [north.id, river.id], shown: 'announced' })
  await consent(here, await here.as('chun'), joint.id, (await protocol(here, await here.as('chun'), joint.id)).version)
  await changeProtocol(here, await here.as('chun'), joint.id, { label: { 'zh-Hant': '祕密的名字' }, shown: 'silent' }, (await protocol(here, await here.as('chun'), joint.id)).version)
  for (const login of [undefined, 'bao']) {
    const viewer = login === undefined ? await here.directory.everyone() : (await here.as(login)).viewer
    t.notMatch(JSON.stringify([...await here.graph.heads([joint.id], viewer)]), /祕密的名字/)
    t.notMatch(JSON.stringify((await here.graph.history(joint.id, viewer)).items), /祕密的名字/)
    t.match(await protocol(here, login === undefined ? undefined : await here.as(login), joint.id), { label: { 'zh-Hant': '耆老' }, shown: 'announced', pending: undefined }, 'it holds meanwhile as it was')
  }
})

t.test('a protocol of one owner changes at once, with the version that was seen, and never from strict to open', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei', { bao: 'contributor' })
  await here.as('root', 'administrator')
  const made = await here.make('amei', { owners: [north.id], contact: '北村辦公室' })
  t.match(await message(changeProtocol(here, await here.as('bao'), made.id, { contact: '我' }, made.version)), /^FORBIDDEN/)
  const changed = await changeProtocol(here, await here.as('amei'), made.id, { contact: null, description: '只給族人' }, made.version)
  t.match(changed, { description: '只給族人', contact: undefined, label: made.label })
  t.not(changed.version, made.version)
  t.match(await message(changeProtocol(here, await here.as('amei'), made.id, { contact: '我' }, made.version)), /^CONFLICT/)
  t.match(await message(changeProtocol(here, await here.as('amei'), made.id, { kind: 'open' }, changed.version)), /^BAD_USER_INPUT/)
  t.match(await message(changeProtocol(here, await here.as('amei'), made.id, { owners: [newId()] }, changed.version)), /^BAD_USER_INPUT/)
  t.match(await message(changeProtocol(here, await here.as('amei'), made.id, { owners: [] }, changed.version)), /^BAD_USER_INPUT/)
  for (const login of ['root', 'bao']) t.match(await message(makeProtocol(here, await here.as(login), { ...made, owners: [north.id] })), /^FORBIDDEN/)
  t.match(await message(makeProtocol(here, await here.as('root'), { ...made, owners: [] })), /^BAD_USER_INPUT/, 'not even an administrator makes one of nobody')
  t.match(await message(makeProtocol(here, undefined, { ...made, owners: [north.id] })), /^UNAUTHENTICATED/)
})
