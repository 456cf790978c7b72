import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql'
import t from 'tap'
import type { Id } from '../../src/model/ids.ts'
import { SCOPES } from '../../src/model/actor.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import { cookieOf, PASSWORD, served } from '../api/people.ts'
import { folder, Scribe } from '../fixture.ts'
import { mutationFields } from '../leak/mutations.ts'

const code = (body: { errors?: any[] }): unknown => body.errors?.[0]?.extensions?.code
const SIGN_IN = 'mutation ($login: String!, $password: String!) { signIn(login: $login, password: $password) { id } }'

t.test('whoever plants a cookie before somebody signs in has nothing of it afterwards', async (t) => {
  const { ask, someone } = await served(t)
  const [amei, mallory] = [await someone('contributor', 'amei'), await someone('contributor', 'mallory')]
  const me = async (cookie: string): Promise<unknown> => (await ask('{ me { login } }', { cookie })).body.data.me
  for (const planted of [mallory.cookie, `fangzhi=${'A'.repeat(43)}`, 'fangzhi=']) {
    const given = cookieOf((await ask(SIGN_IN, { variables: { login: 'amei', password: PASSWORD }, cookie: planted })).headers)
    t.not(given, planted)
    t.same(await me(given), { login: 'amei' })
    t.same(await me(planted), planted === mallory.cookie ? { login: 'mallory' } : null, 'what was planted is whose it was')
  }
  const twice = cookieOf((await ask(SIGN_IN, { variables: { login: 'amei', password: PASSWORD }, cookie: amei.cookie })).headers)
  t.not(twice, amei.cookie, 'each signing in begins a session of its own')
})

t.test('a session that was stolen ends with the password, or when its owner ends the others; it changes neither password nor address', async (t) => {
  const { ask, someone } = await served(t)
  const { cookie } = await someone('contributor', 'amei')
  const stolen = cookieOf((await ask(SIGN_IN, { variables: { login: 'amei', password: PASSWORD } })).headers)
  const steal = async (query: string): Promise<unknown> => code((await ask(query, { cookie: stolen })).body)
  t.equal(await steal('mutation { changePassword(password: "x", becomes: "一個全新的長長的密碼") }'), 'UNAUTHENTICATED')
  t.equal(await steal('mutation { updateMe(mail: "mallory@example.org") { id } }'), 'UNAUTHENTICATED')
  t.equal(await steal('mutation { updateMe(login: "mallory") { id } }'), 'UNAUTHENTICATED')
  t.equal(await steal('mutation { deleteMe(password: "x", unsigned: true) }'), 'UNAUTHENTICATED')
  const me = async (): Promise<unknown> => (await ask('{ me { login } }', { cookie: stolen })).body.data.me
  t.same(await me(), { login: 'amei' })
  t.equal((await ask('mutation ($p: String!) { changePassword(password: $p, becomes: "錫口渡船頭的那棵大樹") }', { variables: { p: PASSWORD }, cookie })).body.errors, undefined)
  t.equal(await me(), null)
})

t.test('who reads the accounts has no session, no token and no link of them: hashes are kept', async (t) => {
  const { ask, someone, people } = await served(t)
  const { secret, cookie, id } = await someone('administrator')
  const token = (await ask('mutation { makeToken(name: "匯出", scopes: [read]) { secret } }', { cookie })).body.data.makeToken.secret as string
  const link = (await ask('mutation { invite { secret } }', { cookie })).body.data.invite.secret as string
  const kept = [...await people.accounts.sessions(id, Date.now()), ...await people.accounts.tokens(id), ...await people.accounts.links({ by: id }, Date.now())]
  t.equal(kept.length, 3)
  t.same(kept.map(({ hash }) => hash).sort(), [secret, token, link].map((one) => createHash('sha256').update(one).digest('hex')).sort())
  for (const words of [secret, token, link]) t.notOk(JSON.stringify(kept).includes(words))
  for (const { hash } of kept) t.equal((await ask('{ me { id } }', { cookie: `fangzhi=${hash}` })).body.data.me, null, 'a hash opens nothing')
})

/** What may be asked by nobody in particular. */
const OPEN = ['signIn', 'signOut', 'acceptInvitation', 'register', 'askRecovery', 'recover']

/** Something that the type takes. @param id what an id is */
function given(type: GraphQLInputType, id: Id): unknown {
  if (isNonNullType(type)) return given(type.ofType as GraphQLInputType, id)
  if (isListType(type)) return [given(type.ofType as GraphQLInputType, id)]
  if (isEnumType(type)) return type.getValues()[0]!.name
  if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).filter((field) => isNonNullType(field.type)).map((field) => [field.name, given(field.type, id)]))
  return { String: 'some words', ID: id, Int: 1, Boolean: false, Float: 1 }[type.name]
}

t.test('a token that only reads changes nothing, whatever it asks for; nor does one without its scope', async (t) => {
  const at = await folder(t)
  const { ask, someone, graph } = await served(t, { takedown: { blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), note: async () => {}, backups: async () => [] } })
  const { cookie } = await someone('administrator')
  const scribe = new Scribe(graph)
  const place = scribe.entity('Place', '松山')
  await scribe.commit()
  const own: Readonly<Record<string, object>> = { write: { key: 'one-sending', operations: [{ entity: { kind: 'Place', names: [{ text: '松山' }], audience: { protocols: ['everyone'] }, state: 'published' } }] }, blurPlace: { id: place, audience: { protocols: ['signed-in'] }, key: 'another-sending' }, redact: { id: place, confirm: place } }
  // theirs to do, were it not for the token
  const community = (await ask('mutation { foundCommunity(name: "北村") { id } }', { cookie })).body.data.foundCommunity.id as Id
  const protocol = (await ask('mutation ($owner: ID!) { makeProtocol(protocol: { name: "耆老", owners: [$owner], kind: strict }) { id } }', { cookie, variables: { owner: community } })).body.data.makeProtocol.id as Id
  const made = async (scope: string): Promise<string> => (await ask(`mutation { makeToken(name: "試", scopes: [${scope}]) { secret } }`, { cookie })).body.data.makeToken.secret
  const [reads, ...others] = await Promise.all(SCOPES.map(made))
  const refused = new Map<string, number>()
  for (const [name, { args, type }] of Object.entries(mutationFields).filter(([name]) => !OPEN.includes(name))) {
    const needed = args.filter((one) => isNonNullType(one.type))
    const below = 'getFields' in getNamedType(type) ? ' { __typename }' : ''
    const query = `mutation${needed.length === 0 ? '' : ` (${needed.map((one) => `$${one.name}: ${String(one.type)}`).join(', ')})`} { ${name}${needed.length === 0 ? '' : `(${needed.map((one) => `${one.name}: $${one.name}`).join(', ')})`}${below} }`
    const variables = { ...Object.fromEntries(needed.map((one) => [one.name, given(one.type, /rotocol|consent|refuse/.test(name) && name !== 'makeProtocol' ? protocol : community)])), ...own[name] }
    t.equal(code((await ask(query, { variables, token: reads! })).body), 'FORBIDDEN', name)
    for (const token of others) if (code((await ask(query, { variables, token })).body) === 'FORBIDDEN') refused.set(name, (refused.get(name) ?? 0) + 1)
  }
  for (const [name, times] of refused) t.ok(times >= 1 && times <= others.length, name)
})
