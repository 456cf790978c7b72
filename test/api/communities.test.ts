import t from 'tap'
import type { Audience } from '../../src/model/audience.ts'
import { Scribe } from '../fixture.ts'
import { served, type Served } from './people.ts'

const all = (...protocols: string[]): { audience: Audience } => ({ audience: { mode: 'all', protocols } })

const FOUND = 'mutation($name: String!, $contact: String) { foundCommunity(name: $name, english: "North", contact: $contact) { id version } }'
const MAKE = 'mutation($protocol: ProtocolInput!) { makeProtocol(protocol: $protocol) { id version inForce shown members signedIn } }'
const JOIN = 'mutation($group: ID!, $who: String!, $role: MemberRole!) { setMember(group: $group, who: $who, role: $role) { name role since } }'

async function done(ask: ReturnType<Served['ask']>): Promise<any> {
  const { body } = await ask
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors))
  return Object.values(body.data)[0]
}
const code = async (ask: ReturnType<Served['ask']>): Promise<string> => (await ask).body.errors?.[0]?.extensions?.code

t.test('a community, from founding it to its page', async (t) => {
  const { ask, someone, graph } = await served(t)
  const [amei, bao, chun] = [await someone('librarian', 'amei'), await someone('reader', 'bao'), await someone('reader', 'chun')]
  const { id: north, version } = await done(ask(FOUND, { cookie: amei.cookie, variables: { name: '北村', contact: '北村辦公室' } }))
  t.equal(await code(ask(FOUND, { cookie: bao.cookie, variables: { name: '我的' } })), 'FORBIDDEN')
  t.match(await done(ask(JOIN, { cookie: amei.cookie, variables: { group: north, who: 'bao', role: 'member' } })), { name: 'bao的名字', role: 'member' })
  const elders = await done(ask(MAKE, { cookie: amei.cookie, variables: { protocol: { name: '耆老', owners: [north], kind: 'strict', contact: ' ' } } }))
  t.match(elders, { inForce: true, shown: 'silent', members: 'community', signedIn: false })
  const listed = await done(ask(MAKE, { cookie: amei.cookie, variables: { protocol: { name: '獵場', owners: [north], kind: 'strict', shown: 'announced', members: 'listed' } } }))
  await done(ask(JOIN, { cookie: amei.cookie, variables: { group: listed.id, who: bao.id, role: 'member' } }))
  const scribe = new Scribe(graph)
  scribe.relate('REGISTERED_WITH', scribe.entity('Organization', '祖靈屋', all(elders.id)), scribe.entity('Organization', '北村協會'))
  await scribe.commit()

  const page = (cookie?: string): Promise<any> => done(ask(
    `query($id: ID!) { community(id: $id) { name english contact role stewards { name } members { name role since } protocols { name kind role owners { name } list { name } covers { entities relations contents } pending { change } } } }`,
    { variables: { id: north }, ...(cookie === undefined ? {} : { cookie }) },
  ))
  const seen = await page(bao.cookie)
  seen.protocols.sort((one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1))
  t.match(seen, {
    name: '北村', english: 'North', contact: '北村辦公室', role: 'member', stewards: [{ name: 'amei的名字' }],
    protocols: [
      { name: '獵場', role: 'member', list: [{ name: 'bao的名字' }], covers: { entities: 0, relations: 0, contents: 0 } },
      { name: '耆老', kind: 'strict', role: 'member', owners: [{ name: '北村' }], list: null, covers: { entities: 1, relations: 1, contents: 0 }, pending: null },
    ],
  })
  t.same(seen.members.map((member: { name: string; role: string }) => `${member.name} ${member.role}`).sort(), ['amei的名字 steward', 'bao的名字 member'])
  t.same(await page(chun.cookie), {
    name: '北村', english: 'North', contact: '北村辦公室', role: null, stewards: [{ name: 'amei的名字' }], members: null,
    protocols: [{ name: '獵場', kind: 'strict', role: null, owners: [{ name: '北村' }], list: null, covers: { entities: 0, relations: 0, contents: 0 }, pending: null }],
  }, 'to others neither members nor what is silent')
  t.match(await page(), { stewards: [], members: null })
  t.match(await done(ask('{ communityPages { name } }')), [{ name: '北村' }])
  t.same((await done(ask('{ protocols { id } }'))).map(({ id }: { id: string }) => id), [listed.id])

  t.match(await done(ask('mutation($id: ID!, $version: String!) { changeCommunity(id: $id, version: $version, english: "", description: "山邊") { name english description contact } }', { cookie: amei.cookie, variables: { id: north, version } })), { name: '北村', english: null, description: '山邊', contact: '北村辦公室' })
  t.equal(await code(ask('mutation($id: ID!) { leave(group: $id) }', { cookie: amei.cookie, variables: { id: north } })), 'BAD_USER_INPUT', 'the last steward stays')
  t.equal(await done(ask('mutation($id: ID!) { leave(group: $id) }', { cookie: bao.cookie, variables: { id: north } })), true)
  t.match((await page(bao.cookie)).members, null, 'what was answered before is not answered again')
  t.equal(await done(ask('mutation($id: ID!) { removeMember(group: $id, who: "bao") }', { cookie: amei.cookie, variables: { id: listed.id } })), true)
})

t.test('two owners agree', async (t) => {
  const { ask, someone } = await served(t)
  const [amei, bao] = [await someone('librarian', 'amei'), await someone('librarian', 'bao')]
  const [north, river] = [(await done(ask(FOUND, { cookie: amei.cookie, variables: { name: '北村' } }))).id, (await done(ask(FOUND, { cookie: bao.cookie, variables: { name: '河社' } }))).id]
  const joint = await done(ask(MAKE, { cookie: amei.cookie, variables: { protocol: { name: '合辦', owners: [north, river], kind: 'strict', shown: 'announced' } } }))
  t.equal(joint.inForce, false)
  t.same(await done(ask('{ protocols { id } }')), [])
  const pending = async (cookie: string): Promise<any> => done(ask('query($id: ID!) { protocol(id: $id) { name version inForce pending { change ends consents { name } awaits { name } } } }', { cookie, variables: { id: joint.id } }))
  const waits = await pending(bao.cookie)
  t.match(waits, { pending: { consents: [{ name: '北村' }], awaits: [{ name: '河社' }] } })
  const agree = (cookie: string, version: string): ReturnType<Served['ask']> => ask('mutation($id: ID!, $version: String!) { consent(id: $id, version: $version) { inForce version } }', { cookie, variables: { id: joint.id, version } })
  t.equal(await code(agree(bao.cookie, 'x')), 'CONFLICT')
  const agreed = await done(agree(bao.cookie, waits.version))
  t.equal(agreed.inForce, true)
  await done(ask('mutation($id: ID!, $version: String!) { changeProtocol(id: $id, version: $version, change: { name: "改名" }) { name } }', { cookie: bao.cookie, variables: { id: joint.id, version: agreed.version } }))
  t.match(await pending(amei.cookie), { name: '合辦', pending: { change: /改名/ } })
  t.match(await done(ask('mutation($id: ID!) { refuse(id: $id, reason: "不好") { name pending { change } } }', { cookie: amei.cookie, variables: { id: joint.id } })), { name: '合辦', pending: null })
  t.match(await done(ask('mutation($id: ID!) { endProtocol(id: $id, reason: "結束") { inForce pending { ends } } }', { cookie: amei.cookie, variables: { id: joint.id } })), { inForce: true, pending: { ends: '結束' } })
  t.match(await done(agree(bao.cookie, (await pending(bao.cookie)).version)), { inForce: false })
  t.same(await done(ask('{ protocols { id inForce ended role covers { entities } } }', { cookie: amei.cookie })), [{ id: joint.id, inForce: false, ended: true, role: null, covers: { entities: 0 } }], 'who ran it is told that it is over')
  t.same(await done(ask('{ protocols { id } }')), [])
})

t.test('who can see it; what is announced; whose the evidence is', async (t) => {
  const { ask, someone, graph } = await served(t)
  const [amei, bao] = [await someone('librarian', 'amei'), await someone('reader', 'bao')]
  const north = (await done(ask(FOUND, { cookie: amei.cookie, variables: { name: '北村', contact: '北村辦公室' } }))).id
  const make = async (name: string, more: object): Promise<string> => (await done(ask(MAKE, { cookie: amei.cookie, variables: { protocol: { name, owners: [north], kind: 'strict', ...more } } }))).id
  const [announced, silent] = [await make('耆老', { shown: 'announced' }), await make('祖靈', {})]
  const see = (cookie: string | undefined, protocols: string[], readers: string[] = []): ReturnType<Served['ask']> => ask('query($protocols: [String!]!, $readers: [String!]) { whoCanSee(audience: { protocols: $protocols }, readers: $readers) { text everyone signedIn protocols { label members } readers { name can } } }', { variables: { protocols, readers }, ...(cookie === undefined ? {} : { cookie }) })
  t.same(await done(see(amei.cookie, ['耆老'], ['amei'])), { text: '守則「耆老」的成員', everyone: false, signedIn: false, protocols: [{ label: '耆老', members: 1 }], readers: [{ name: 'amei的名字', can: true }] })
  t.equal(await code(see(undefined, ['耆老'])), 'UNAUTHENTICATED')
  const [hidden, absent] = await Promise.all(['祖靈', '獵場'].map(async (name) => JSON.stringify((await see(bao.cookie, [name])).body.errors).replaceAll(name, '')))
  t.equal(hidden, absent, 'hidden is as absent')

  const scribe = new Scribe(graph)
  const [shrine, secret, open, other] = [scribe.entity('Organization', '祖靈屋', all(announced)), scribe.entity('Organization', '祕密', all(silent)), scribe.entity('Organization', '北村協會'), scribe.entity('Organization', '南村協會')]
  const [told, kept] = [scribe.entity('Work', '口述', all(announced)), scribe.entity('Work', '手稿', all(silent))]
  const [relation, gone] = [scribe.relate('REGISTERED_WITH', open, other, { source: told }), scribe.relate('REGISTERED_WITH', other, open, { source: kept })]
  await scribe.commit()
  const entity = (id: string, cookie?: string): ReturnType<Served['ask']> => ask('query($id: ID!) { entity(id: $id) { name } }', { variables: { id }, ...(cookie === undefined ? {} : { cookie }) })
  t.match((await entity(shrine)).body.errors, [{ extensions: { code: 'RESTRICTED', title: '祖靈屋', contact: '北村辦公室' } }])
  t.same((await entity(secret)).body, { data: { entity: null } })
  t.match((await entity(shrine, amei.cookie)).body.data.entity, { name: '祖靈屋' })
  const evidence = (id: string, cookie?: string): ReturnType<Served['ask']> => ask('query($id: ID!) { relation(id: $id) { evidence { id } keptBy { text label contact } } }', { variables: { id }, ...(cookie === undefined ? {} : { cookie }) })
  t.same((await evidence(relation)).body.data.relation, { evidence: [], keptBy: [{ text: '憑據由「耆老」保管', label: '耆老', contact: '北村辦公室' }] })
  t.match((await evidence(relation, amei.cookie)).body.data.relation, { evidence: [{}], keptBy: [] })
  t.equal((await evidence(gone)).body.data.relation, null, 'what rests on something silent alone is not there')
  const page = await done(ask('query($id: ID!) { entity(id: $id) { relations { items { keptBy { label } } } } }', { variables: { id: open } }))
  t.same(page.relations.items, [{ keptBy: [{ label: '耆老' }] }], 'also where no evidence is asked for')
})

t.test('a token does what it is for', async (t) => {
  const { app, ask, someone } = await served(t)
  const amei = await someone('librarian', 'amei')
  const north = (await done(ask(FOUND, { cookie: amei.cookie, variables: { name: '北村' } }))).id
  const elders = (await done(ask(MAKE, { cookie: amei.cookie, variables: { protocol: { name: '耆老', owners: [north], kind: 'strict' } } }))).id
  const token = async (...scopes: string[]): Promise<string> => (await done(ask('mutation($scopes: [Scope!]!) { makeToken(name: "試", scopes: $scopes) { secret } }', { cookie: amei.cookie, variables: { scopes } }))).secret
  const [read, manage] = [await token('read'), await token('manage')]
  const page = 'query($id: ID!) { community(id: $id) { role members { name } stewards { name } protocols { id } } }'
  t.match(await done(ask(page, { token: read, variables: { id: north } })), { role: 'steward', members: [{ name: 'amei的名字' }], protocols: [{ id: elders }] })
  t.same(await done(ask(page, { token: manage, variables: { id: north } })), { role: null, members: null, stewards: [], protocols: [] }, 'one that is not for reading shows what everyone sees')
  t.equal(await code(ask(FOUND, { token: read, variables: { name: '河社' } })), 'FORBIDDEN')
  t.ok((await done(ask(FOUND, { token: manage, variables: { name: '河社' } }))).id)
  t.match(await done(ask('{ whoCanSee(audience: { protocols: ["耆老"] }) { text } }', { token: read })), { text: '守則「耆老」的成員' })
  t.equal(await code(ask('{ whoCanSee(audience: { protocols: ["耆老"] }) { text } }', { token: manage })), 'UNAUTHENTICATED')
  t.notMatch(JSON.stringify(await ask('{ whoCanSee(audience: { protocols: ["沒有"] }) { text } }', { token: manage })), /耆老/, 'nor names what is silent in an error')
  t.same(await done(ask('{ me { login memberships { group } } }', { token: manage })), { login: 'amei', memberships: [] })
  t.match(await done(ask('{ me { login memberships { group } } }', { token: read })), { memberships: [{ group: north }] })
  const taken = (secret: string): Promise<number> => app.inject({ url: '/me/export', headers: { authorization: `Bearer ${secret}` } }).then(({ statusCode }) => statusCode)
  t.equal(await taken(manage), 403, 'what one wrote is read')
  t.equal(await taken(read), 403)
  t.equal(await taken(await token('read', 'manage')), 200)
})

t.test('what is tried is no list of who there is', async (t) => {
  const { ask, someone } = await served(t)
  const amei = await someone('librarian', 'amei')
  const bao = await someone('reader', 'bao')
  const group = (await done(ask(FOUND, { cookie: amei.cookie, variables: { name: '北村' } }))).id
  const put = (who: string): Promise<string | undefined> => code(ask('mutation($group: ID!, $who: String!) { setMember(group: $group, who: $who, role: member) { name } }', { cookie: amei.cookie, variables: { group, who } }))
  for (let i = 0; i < 20; i++) t.equal(await put(`nobody${i}`), 'NOT_FOUND')
  t.equal(await put('nobody20'), 'RATE_LIMITED')
  t.equal(await put('bao'), 'RATE_LIMITED', 'the same whether there is one or not')
  t.equal(await put(bao.id), 'RATE_LIMITED')
  t.equal(await code(ask('query($readers: [String!]) { whoCanSee(audience: { protocols: ["everyone"] }, readers: $readers) { text } }', { cookie: amei.cookie, variables: { readers: Array.from({ length: 21 }, () => 'amei') } })), 'BAD_USER_INPUT')
})

t.test('what is not a field cannot be set', async (t) => {
  const { ask, someone } = await served(t)
  const amei = await someone('librarian', 'amei')
  const { id: north } = await done(ask(FOUND, { cookie: amei.cookie, variables: { name: '北村' } }))
  for (const more of [{ id: north }, { state: 'published' }, { pending: null }, { by: 'me' }, { audience: { protocols: ['everyone'] } }]) {
    const { body } = await ask(MAKE, { cookie: amei.cookie, variables: { protocol: { name: '耆老', owners: [north], kind: 'strict', ...more } } })
    t.match(body.errors, [{ message: /is not defined/ }], JSON.stringify(more))
  }
})
