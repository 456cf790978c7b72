import fc from 'fast-check'
import t from 'tap'
import { actorOf, roleIn, viewerOf, type Known } from '../../../src/archive/access/viewer.ts'
import type { Protocol, Table } from '../../../src/archive/access/table.ts'
import { canRead } from '../../../src/model/audience.ts'
import { known, people, PROTOCOLS, tables } from './tables.ts'

/** In words of its own: whom a protocol admits. */
function admits({ communities, protocols }: Table, id: string, somebody: Known | undefined): boolean {
  const protocol = protocols.get(id)
  if (protocol === undefined) return false
  if (protocol.kind === 'open') return protocol.signedIn ? somebody !== undefined : true
  if (somebody === undefined) return false
  if (protocol.members === 'listed') return somebody.memberships.has(id)
  return protocol.owners.some((owner) => communities.has(owner) && somebody.memberships.has(owner))
}

t.test('a viewer reads what admits them, and nothing else; one that is withdrawn admits nobody', async () => {
  fc.assert(fc.property(tables, fc.option(people, { nil: undefined }), (table, somebody) => {
    const viewer = viewerOf(table, somebody)
    for (const id of PROTOCOLS) if (canRead({ mode: 'all', protocols: [id] }, viewer) !== admits(table, id, somebody)) return false
    return viewer.signedIn === (somebody !== undefined) && viewer.account === somebody?.id && viewer.whole === undefined
  }), { numRuns: 500 })
})

t.test('no role in the archive opens anything: an administrator reads what a reader reads', async () => {
  fc.assert(fc.property(tables, people, (table, somebody) => {
    const [reader, administrator] = (['reader', 'administrator'] as const).map((role) => viewerOf(table, { ...somebody, role }))
    return [...reader!.protocols].join() === [...administrator!.protocols].join() && [...reader!.stewards ?? []].join() === [...administrator!.stewards ?? []].join() && reader!.librarian === undefined && administrator!.librarian === true
  }))
})

t.test('more memberships never take sight away, and one in something else gives none', async () => {
  fc.assert(fc.property(tables, people, people, (table, one, other) => {
    const [alone, both] = [viewerOf(table, one), viewerOf(table, { ...one, memberships: new Map([...other.memberships, ...one.memberships]) })]
    return [...alone.protocols].every((id) => both.protocols.has(id))
      && [...both.protocols].every((id) => alone.protocols.has(id) || admits(table, id, other))
  }))
})

t.test('what is announced is the same for every viewer, and is strict', async () => {
  fc.assert(fc.property(tables, people, (table, somebody) => {
    const said = (announced: ReadonlySet<string> | undefined): string => [...announced ?? []].join()
    return said(viewerOf(table).announced) === said(viewerOf(table, somebody).announced) && [...viewerOf(table).announced ?? []].every((id) => table.protocols.get(id)!.kind === 'strict' && table.protocols.get(id)!.shown === 'announced')
  }))
})

t.test('a list that no longer holds makes nobody a steward', async (t) => {
  const listed = known({ id: 'p0', label: '守則', owners: ['north'], kind: 'strict', signedIn: false, shown: 'silent', members: 'listed' })
  const table = (...protocols: Protocol[]): Table => ({ communities: new Map([['north', { id: 'north', label: '北' }]]), protocols: new Map(protocols.map((one) => [one.id, one])) })
  const account = { id: 'amei', name: '美', role: 'reader' } as const
  const memberships = new Map([['p0', 'steward'], ['gone', 'steward']] as const)
  t.same([...actorOf(table(listed), account, memberships).memberships], [['p0', 'steward']])
  for (const now of [table({ ...listed, members: 'community' }), table({ ...listed, kind: 'open' }), table()]) {
    const actor = actorOf(now, account, memberships)
    t.same([[...actor.memberships], actor.viewer.stewards], [[], undefined])
  }
})

t.test('of several owners the most counts', async (t) => {
  const joint = known({ id: 'p0', label: '守則', owners: ['north', 'river'], kind: 'strict', signedIn: false, shown: 'silent', members: 'community' })
  t.equal(roleIn(joint, new Map([['north', 'member'], ['river', 'steward']])), 'steward')
  t.equal(roleIn(joint, new Map([['north', 'contributor']])), 'contributor')
  t.equal(roleIn(joint, new Map([['p0', 'steward']])), undefined, 'its members are those of the communities')
  t.equal(roleIn({ ...joint, members: 'listed' }, new Map([['north', 'steward']])), undefined, 'its members are those of the list')
})
