import t from 'tap'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { demandFor } from '../../../src/archive/access/concern.ts'
import { settle } from '../../../src/archive/review/settle.ts'
import type { Actor } from '../../../src/model/actor.ts'
import { EVERYONE, type Audience } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { desk } from '../accounts/desk.ts'

t.test('who may decide on something is decided by what it concerns, ends included; who cannot see it is told that it is not there', async (t) => {
  const { ports, graph, someone } = await desk(t)
  const [one, other, elders, weavers] = [newId(), newId(), newId(), newId()]
  const [lib, amei, bao] = [await someone('lib', 'librarian'), await someone('amei'), await someone('bao')]
  await ports.accounts.join({ group: one, account: amei.account as Id, role: 'steward', since: 1 })
  await ports.accounts.join({ group: one, account: bao.account as Id, role: 'steward', since: 1 })
  await ports.accounts.join({ group: other, account: bao.account as Id, role: 'steward', since: 1 })
  const of = (...protocols: Id[]): Audience => ({ mode: 'all', protocols })
  const put = async (...records: object[]): Promise<void> => {
    await graph.commit({ id: newId(), actor: '測試', reason: '測試', origin: 'cli', operations: records.map((record) => ({ op: 'put', base: null, record: { state: 'published', audience: EVERYONE, ...record } as RecordInput })) })
  }
  const protocol = { type: 'protocol', kind: 'strict', shown: 'silent', members: 'community' }
  await put(
    { id: one, type: 'community', label: { 'zh-Hant': '里民' } }, { id: other, type: 'community', label: { 'zh-Hant': '織會' } },
    { ...protocol, id: elders, label: { 'zh-Hant': '耆老' }, owners: [one] }, { ...protocol, id: weavers, label: { 'zh-Hant': '織女' }, owners: [other] },
  )
  const [open, strict, both, mixed, source] = [newId(), newId(), newId(), newId(), newId()]
  const place = (id: Id, audience: Audience, state = 'proposed'): object => ({ id, type: 'entity', kind: 'Place', names: [{ text: id }], audience, state })
  const evidence = { id: newId(), type: 'evidence', relation: mixed, source, locator: { row: 1 }, method: 'register', audience: of(elders) }
  await put({ id: source, type: 'entity', kind: 'Work', names: [{ text: '名冊' }] }, place(open, EVERYONE), place(strict, of(elders)), place(both, of(elders, weavers)),
    { id: mixed, type: 'relation', relation: 'PART_OF', from: both, to: strict, audience: of(elders), state: 'proposed' }, evidence)
  const now = async (actor: { readonly account: string }): Promise<NonNullable<Awaited<ReturnType<typeof ports.directory.actor>>>> => (await ports.directory.actor(actor.account))!
  const [librarian, steward, joint] = [await now(lib), await now(amei), await now(bao)]
  await t.rejects(demandFor(graph, undefined, 'settle', [open]), { code: 'UNAUTHENTICATED' })
  await demandFor(graph, librarian, 'settle', [open])
  await t.rejects(demandFor(graph, librarian, 'settle', [strict]), { code: 'NOT_FOUND' })
  await t.rejects(demandFor(graph, steward, 'settle', [open]), { code: 'FORBIDDEN' })
  await demandFor(graph, steward, 'settle', [strict])
  await t.rejects(demandFor(graph, steward, 'settle', [both]), { code: 'NOT_FOUND' })
  await demandFor(graph, joint, 'settle', [both, strict])
  const look = (actor: Actor, ...ids: Id[]): Promise<unknown> => settle(graph, actor, { ids, decision: 'accept', dryRun: true })
  await look(joint, mixed)
  await t.rejects(look(steward, mixed), { code: 'NOT_FOUND' }, 'one of its ends is not theirs to publish')
  await look(MAINTENANCE, mixed, open)
  const own = newId()
  await put({ ...place(own, EVERYONE), by: lib.account })
  await t.rejects(demandFor(graph, librarian, 'settle', [own]), { code: 'FORBIDDEN' }, 'nobody settles what is their own')
})
