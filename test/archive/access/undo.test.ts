import t from 'tap'
import { demandFor, demandUndo } from '../../../src/archive/access/concern.ts'
import { MAINTENANCE } from '../../../src/archive/access/maintenance.ts'
import { protocol } from '../../../src/archive/access/protocols.ts'
import { revertChangeset } from '../../../src/archive/history/revert.ts'
import { EVERYONE, WHOLE, type Audience } from '../../../src/model/audience.ts'
import type { Operation } from '../../../src/model/changeset.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { town } from './town.ts'

const all = (...protocols: string[]): Audience => ({ mode: 'all', protocols })
const code = async (what: Promise<unknown>): Promise<string> => what.then(() => 'done', (error: Error) => (error as { code?: string }).code ?? error.message)

t.test('who undoes something leaves what they cannot see, and is told nothing of it', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei')
  const elders = await here.make('amei', { owners: [north.id] })
  const librarian = await here.as('lib', 'librarian')
  const [open, hidden] = [newId(), newId()]
  const put = (id: Id, audience: Audience, base: number | null, name: string): Operation => ({ op: 'put', base, record: { id, type: 'entity', kind: 'Organization', state: 'published', audience, names: [{ text: name }] } })
  const changeset = newId()
  const commit = (id: Id, ...operations: Operation[]): Promise<unknown> => here.graph.commit({ id, actor: '測試', reason: '測試', origin: 'cli', operations })
  await commit(changeset, put(open, EVERYONE, null, '公開'), put(hidden, all(elders.id), null, '祖靈屋'))
  await commit(newId(), put(hidden, all(elders.id), 1, '祖靈屋二'))
  t.equal(await code(revertChangeset(here.graph, changeset, { whole: true })), 'CONFLICT', 'a later edit is in the way of who sees it')
  await demandUndo(here.graph, librarian, changeset)
  t.match(await revertChangeset(here.graph, changeset, { viewer: librarian.viewer }), { operations: 1 })
  const heads = await here.graph.heads([open, hidden], WHOLE)
  t.match([heads.get(open), heads.get(hidden)], [{ state: 'withdrawn' }, { state: 'published', version: 2 }])
})

t.test('communities and protocols are nobody’s to undo, withdraw or destroy but their own', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei')
  const river = await here.found('河社', 'bao')
  const elders = await here.make('amei', { owners: [north.id], shown: 'announced' })
  const [librarian, root, amei, bao] = [await here.as('lib', 'librarian'), await here.as('root', 'administrator'), await here.as('amei'), await here.as('bao')]
  const changesets: Id[] = []
  for await (const { id } of here.graph.replay(0)) changesets.push(id)
  t.equal(changesets.length, 3)
  for (const id of changesets) for (const who of [librarian, root]) t.equal(await code(demandUndo(here.graph, who, id)), 'FORBIDDEN')
  t.equal(await code(demandUndo(here.graph, undefined, changesets[0]!)), 'UNAUTHENTICATED')
  t.equal(await code(demandUndo(here.graph, MAINTENANCE, changesets[0]!)), 'done')
  for (const who of [librarian, root, bao]) {
    for (const id of [north.id, elders.id]) for (const action of ['redact', 'publish', 'settle'] as const) t.equal(await code(demandFor(here.graph, who, action, [id])), 'FORBIDDEN', `${who.name} ${action}`)
  }
  t.equal(await code(demandFor(here.graph, amei, 'redact', [north.id, elders.id])), 'done')
  t.equal(await code(demandFor(here.graph, amei, 'redact', [river.id])), 'FORBIDDEN')
  t.match(await protocol(here, amei, elders.id), { inForce: true })
})

t.test('a librarian who reads something strict as a member does not undo it for that', async (t) => {
  const here = await town(t)
  const north = await here.found('北村', 'amei', {})
  const elders = await here.make('amei', { owners: [north.id] })
  const librarian = await here.as('lib', 'librarian')
  const stranger = await here.as('other', 'librarian')
  await here.accounts.join({ group: north.id, account: librarian.account, role: 'member', since: 1 })
  const [id, changeset] = [newId(), newId()]
  await here.graph.commit({ id: changeset, actor: '測試', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: null, record: { id, type: 'entity', kind: 'Organization', state: 'published', audience: all(elders.id), names: [{ text: '祖靈屋' }] } }] })
  t.equal(await code(demandUndo(here.graph, await here.as('lib'), changeset)), 'FORBIDDEN')
  for (const one of [changeset, newId()]) t.equal(await code(demandUndo(here.graph, stranger, one)), 'NOT_FOUND', 'of what they see nothing of, not even that it is there')
  await here.accounts.join({ group: north.id, account: librarian.account, role: 'steward', since: 1 })
  t.equal(await code(demandUndo(here.graph, await here.as('lib'), changeset)), 'done')
})
