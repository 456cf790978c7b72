import t from 'tap'
import { restoreVersion } from '../../../src/archive/history/restore.ts'
import { differenceOf, versions } from '../../../src/archive/history/versions.ts'
import { EVERYONE, PUBLIC, type Viewer } from '../../../src/model/audience.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { body, content, entity, evidence, relation, World } from '../../conformance/world.ts'
import { stores } from '../../conformance/stores.ts'
import { refusal, town } from '../contribute/town.ts'

const key = (): string => `key:${newId()}`
const marks = async (graph: GraphStore, viewer: Viewer, id: Id): Promise<string[]> => {
  const found: string[] = []
  for await (const { version } of versions({ graph, viewer }, id)) found.push(version)
  return found
}

for (const { name, make } of await stores(t)) {
  const opened = async (t: { teardown(fn: () => unknown): void }): Promise<World> => {
    const there = await make()
    t.teardown(() => there.close())
    return new World(there)
  }

  await t.test(`${name}: any two versions differ field by field, either way round`, async (t) => {
    const world = await opened(t)
    const one = body('甲', { fields: { address: '甲路1號' } })
    await world.commit(one)
    await world.edit(one.id, { fields: { address: '甲路2號', website: 'https://a.tw' } })
    await world.edit(one.id, { names: [{ text: '乙' }], fields: { address: '甲路2號' } })
    const [third, second, first] = await marks(world.store, PUBLIC, one.id)
    const of = async (from?: string, to?: string) => (await differenceOf({ graph: world.store, viewer: PUBLIC }, one.id, { ...(from && { from }), ...(to && { to }) })).changed
    t.same(await of(first, second), [{ field: 'fields.address', before: '甲路1號', after: '甲路2號' }, { field: 'fields.website', after: 'https://a.tw' }])
    t.same(await of(undefined, second), await of(first, second), 'against the one before')
    t.match((await of()).map(({ field }) => field), ['names', 'fields.website'])
    t.match(await of(third, first), [{ field: 'names', before: [{ text: '乙' }], after: [{ text: '甲' }] }, { field: 'fields.address', before: '甲路2號', after: '甲路1號' }])
    t.equal((await refusal(of('nonsense')))?.code, 'NOT_FOUND')
    t.equal((await refusal(differenceOf({ graph: world.store, viewer: PUBLIC }, newId())))?.code, 'NOT_FOUND')
  })

  await t.test(`${name}: what is hidden from whoever looks is no version to them; hashes of files and numbers of versions are nobody's to know`, async (t) => {
    const world = await opened(t)
    const elders = { mode: 'all', protocols: ['elders'] } as const
    const one = body('祕名', { audience: elders })
    await world.commit(one)
    await world.edit(one.id, { names: [{ text: '公開名' }], audience: EVERYONE })
    await world.edit(one.id, { names: [{ text: '公開名二' }] })
    t.equal((await marks(world.store, PUBLIC, one.id)).length, 2)
    t.equal((await marks(world.store, { signedIn: true, protocols: new Set(['elders']) }, one.id)).length, 3)
    const oldest = await differenceOf({ graph: world.store, viewer: PUBLIC }, one.id, { to: (await marks(world.store, PUBLIC, one.id))[1]! })
    t.same([oldest.from, JSON.stringify(oldest.changed).includes('祕名')], [undefined, false])
    const work = entity('Work', '冊')
    const text = content(work.id, '文', { files: [{ sha256: 'a'.repeat(64), name: 'x.txt', mediaType: 'text/plain', bytes: 1 }] })
    await world.commit(work, text, { id: newId(), type: 'proposal', state: 'published', audience: EVERYONE, target: work.id, base: 1, withdraw: true })
    t.notMatch(JSON.stringify((await differenceOf({ graph: world.store, viewer: PUBLIC }, text.id)).changed), /aaaa/)
    const [proposal] = (await world.store.scan('proposal', PUBLIC)).items
    t.notOk((await differenceOf({ graph: world.store, viewer: PUBLIC }, proposal!.id)).changed.some(({ field }) => field === 'base'))
  })

  await t.test(`${name}: an old version's words are put on what stands; readers and what is hidden stay`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const [librarian, contributor] = [await here.someone('librarian'), await here.someone()]
    const elders = { mode: 'all', protocols: ['elders'] } as const
    const source = entity('Work', '祕冊', { audience: elders })
    const one = body('甲', { names: [{ text: '甲' }, { text: '甲的古名', sort: 'former', source: source.id }], fields: { address: '甲路1號' } })
    await world.commit(source, one)
    await world.edit(one.id, { names: [{ text: '乙' }], fields: { website: 'https://b.tw' }, audience: { mode: 'all', protocols: ['signed-in'] } })
    const viewer = (await here.as(librarian)).viewer
    const [, first] = await marks(world.store, viewer, one.id)
    const asked = async (account: Id, version: string, more: object = {}) => restoreVersion(here.ports, await here.as(account), { id: one.id, version, current: await here.version(librarian, one.id), reason: '改回', key: key(), ...more })
    t.equal((await refusal(asked(contributor, first!)))?.code, 'FORBIDDEN')
    t.equal((await refusal(asked(librarian, first!, { current: 'old' })))?.code, 'CONFLICT')
    t.equal((await refusal(asked(librarian, 'nothing')))?.code, 'NOT_FOUND')
    await asked(librarian, first!)
    t.match((await world.head(one.id))!.record, { names: [{ text: '甲' }, { text: '甲的古名', source: source.id }], fields: { address: '甲路1號', website: undefined }, audience: { protocols: ['signed-in'] } }, 'with the source that whoever restored it does not see')
    t.equal((await refusal(asked(librarian, (await marks(world.store, viewer, one.id))[0]!)))?.code, 'BAD_USER_INPUT', 'nothing to change')
  })

  await t.test(`${name}: what is private of a living person does not become public again by going back`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const librarian = await here.someone('librarian')
    const person = entity('Person', '王小明', { fields: { telephone: '02-1234' } })
    await world.commit(person)
    await world.edit(person.id, { fields: {} })
    const [, first] = await marks(world.store, PUBLIC, person.id)
    t.match(await refusal(restoreVersion(here.ports, await here.as(librarian), { id: person.id, version: first!, current: await here.version(librarian, person.id), reason: '改回', key: key() })), { code: 'BAD_USER_INPUT', field: 'version.fields.telephone' })
  })

  await t.test(`${name}: going back to other dates of a relation leaves its evidence unchecked`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const librarian = await here.someone('librarian')
    const [a, b, work] = [body('甲'), body('乙'), entity('Work', '冊')]
    const link = relation(a.id, b.id, { start: '2001' })
    const proof = evidence(link.id, work.id)
    await world.commit(a, b, work, link, proof)
    await world.edit(link.id, { start: '2005' })
    await world.edit(proof.id, { unchecked: false })
    const [, first] = await marks(world.store, PUBLIC, link.id)
    await restoreVersion(here.ports, await here.as(librarian), { id: link.id, version: first!, current: await here.version(librarian, link.id), reason: '查過', key: key() })
    t.match([(await world.head(link.id))!.record, (await world.head(proof.id))!.record], [{ start: '2001' }, { unchecked: true }])
  })

  await t.test(`${name}: a steward who is no librarian restores what is under their protocols, and nothing beyond`, async (t) => {
    const world = await opened(t)
    const here = await town(t, world.store)
    const north = await here.community('北村')
    const audience = { mode: 'all', protocols: [await here.protocol(north, '北')] } as const
    const steward = await here.as(north.steward)
    t.equal(steward.role, 'contributor')
    const [guarded, open] = [body('甲', { audience, fields: { website: 'https://a.tw' } }), body('乙', { fields: { website: 'https://a.tw' } })]
    await world.commit(guarded, open)
    const restored = async (id: Id, who = steward): Promise<string> => {
      const [current, version] = await marks(world.store, who.viewer, id)
      return (await refusal(restoreVersion(here.ports, who, { id, version: version!, current: current!, reason: '改錯了', key: key() })))?.code ?? 'done'
    }
    for (const { id } of [guarded, open]) await world.edit(id, { fields: {} })
    t.equal(await restored(guarded.id, await here.as(await here.member('contributor', north))), 'FORBIDDEN')
    t.equal(await restored(guarded.id), 'done')
    t.match((await world.head(guarded.id))!.record, { fields: { website: 'https://a.tw' }, audience })
    t.equal(await restored(open.id), 'FORBIDDEN')
  })
}
