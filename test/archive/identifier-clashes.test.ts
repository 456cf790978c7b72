import t from 'tap'
import { MAINTENANCE } from '../../src/archive/access/maintenance.ts'
import { identifierClashes, type IdentifierClash } from '../../src/archive/identifier-clashes.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { Page } from '../../src/graph/port.ts'
import { stores } from '../conformance/stores.ts'
import { EVERYBODY, organization, refusal, town, type Town } from './contribute/town.ts'

for (const { name, make } of await stores(t)) {
  t.test(`${name}: an identifier that something hidden has is taken all the same; its stewards are told, and nobody else`, async (t) => {
    const { store, close } = await make()
    const place = await town(t, store)
    const [north, south] = [await place.community('北村'), await place.community('南村')]
    const elders = await place.protocol(north, '耆老')
    const [member, writer, librarian, bystander] = [await place.member('member', north), await place.someone(), await place.someone('librarian'), south.steward]
    const ISBN = (value: string): object => ({ identifiers: [{ scheme: 'ISBN', value }] })
    const write = async (account: Id, what: object): Promise<Id> => (await place.write(account, [what as never])).records[0]!.id
    const hidden = await write(north.steward, organization('祕密社', { ...ISBN('1'), audience: { protocols: [elders] }, state: 'published' }))
    const bare = await place.write(writer, [organization('公開社', { ...ISBN('0'), state: 'proposed' })])
    const told = await place.write(writer, [organization('公開社', { ...ISBN('1'), state: 'proposed' })])
    t.strictSame({ ...told, changeset: '', records: told.records.map((record) => ({ ...record, id: '', version: '' })) }, { ...bare, changeset: '', records: bare.records.map((record) => ({ ...record, id: '', version: '' })) }, 'no trace for the writer')
    const open = told.records[0]!.id
    t.equal((await refusal(place.write(north.steward, [organization('第三社', { ...ISBN('1'), audience: { protocols: [elders] } })])))?.code, 'BAD_USER_INPUT', 'whoever sees it is refused')

    const clashes = async (account: Id): Promise<Page<IdentifierClash>> => {
      const actor = await place.as(account)
      return identifierClashes(place.ports, actor, actor.viewer)
    }
    const none = { items: [], hasNextPage: false }
    // a proposal is read by whoever may accept it: not yet by the stewards of something else
    t.strictSame(await clashes(north.steward), none)
    await publish(place, librarian, open)
    t.match(await clashes(north.steward), { items: [{ scheme: 'ISBN', value: '1', entities: [hidden, open].sort().map((id) => ({ id })) }], hasNextPage: false })
    for (const account of [member, writer, librarian, bystander]) t.strictSame(await clashes(account), none)
    t.strictSame(await identifierClashes(place.ports, MAINTENANCE, await place.ports.directory.everyone()), none, 'nor everyone')
    t.equal((await refusal(identifierClashes(place.ports, undefined, await place.ports.directory.everyone())))?.code, 'UNAUTHENTICATED')
    const token = (await place.ports.directory.actor(north.steward, ['read']))!
    t.equal((await refusal(identifierClashes(place.ports, token, token.viewer)))?.code, 'FORBIDDEN')
    await close()
  })

  t.test(`${name}: clashes come in pages that count what is seen; what is one already is none`, async (t) => {
    const { store, close } = await make()
    const place = await town(t, store)
    const librarian = await place.as(await place.someone('librarian'))
    const put = (id: Id, values: readonly string[], more: object = {}): object => ({ op: 'put', base: null, record: { id, type: 'entity', kind: 'Organization', state: 'published', audience: { mode: 'all', protocols: ['everyone'] }, names: [{ text: id }], identifiers: values.map((value) => ({ scheme: 'code', value })), ...more } })
    const values = Array.from({ length: 120 }, (_, i) => `v${String(i).padStart(3, '0')}`)
    const hidden = { audience: { mode: 'all', protocols: ['elders'] } }
    const [a, b, survivor] = [newId(), newId(), newId()]
    await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [
      put(a, values), put(b, values.filter((_, i) => i % 40 === 0)), put(newId(), values, hidden), put(survivor, ['m']),
      ...['m', 'v001'].map((value) => put(newId(), [value])),
    ] as never })
    const merged = (await store.find({ identifiers: [{ scheme: 'code', value: 'm' }] }, librarian.viewer)).items.find(({ id }) => id !== survivor)!
    await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'merge', id: merged.id, into: survivor, base: 1 }] })
    const seen: string[] = []
    for (let after: string | undefined; ;) {
      const page = await identifierClashes({ graph: store }, librarian, librarian.viewer, { first: 2, ...(after === undefined ? {} : { after }) })
      seen.push(...page.items.map(({ value }) => value))
      if (!page.hasNextPage) break
      t.equal(page.items.length, 2)
      after = page.endCursor
    }
    t.strictSame(seen, ['v000', 'v001', 'v040', 'v080'])
    await close()
  })
}

/** Accepts what somebody proposed. */
async function publish(place: Town, by: Id, id: Id): Promise<void> {
  await place.write(by, [{ entity: { id, version: await place.version(by, id), state: 'published', audience: EVERYBODY } } as never])
}
