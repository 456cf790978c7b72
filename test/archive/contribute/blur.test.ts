import { join } from 'node:path'
import t, { type Test } from 'tap'
import { blurPlace, type Blurred, type Blurring } from '../../../src/archive/contribute/blur.ts'
import { Follower } from '../../../src/archive/indexing.ts'
import { backup, noteRedaction, restore } from '../../../src/exchange/backup.ts'
import { openDirectory } from '../../../src/blobs/directory/index.ts'
import { openSqliteJobs } from '../../../src/jobs/sqlite/index.ts'
import { openSqliteSearch } from '../../../src/search/sqlite/index.ts'
import { WHOLE, type Viewer } from '../../../src/model/audience.ts'
import type { Id } from '../../../src/model/ids.ts'
import { emptyStore, folder } from '../../fixture.ts'
import { EVERYBODY, refusal, town, type Town } from './town.ts'

const ADDRESS = '臺北市松山區八德路四段七六一號'
const COORDINATES = '25.0511,121.5772'
const EXACT = { address: ADDRESS, coordinates: COORDINATES }
const field = (code: string, value: string): object => ({ code, values: [value] })

interface Scene {
  readonly place: Town
  readonly administrator: Id
  readonly member: Id
  readonly story: Id
  readonly shrine: Id
  readonly work: Id
  readonly redactions: string
  readonly blur: (account: Id, more?: Partial<Blurring>) => Promise<Blurred>
}

/** A shrine whose address everybody reads, in three versions, with evidence that does not quote it. */
async function scene(t: Test): Promise<Scene> {
  const place = await town(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  const [librarian, administrator] = [await place.someone('librarian'), await place.someone('administrator')]
  await place.ports.accounts.join({ group: elders.id, account: administrator, role: 'steward', since: 0 })
  const member = await place.member('member', elders)
  const published = { state: 'published', audience: EVERYBODY }
  const [shrine, work] = (await place.write(librarian, [
    { entity: { id: 'new:s', kind: 'Place', names: [{ text: '老祖祠' }], fields: [field('address', ADDRESS), field('coordinates', COORDINATES), field('district', '松山區')], ...published } },
    { entity: { id: 'new:w', kind: 'Work', names: [{ text: '地方志' }], ...published } },
    { entity: { id: 'new:o', kind: 'Organization', names: [{ text: '祭祀公業' }], ...published } },
    { relation: { id: 'new:r', type: 'OPERATES', from: 'new:o', to: 'new:s', ...published } },
    { evidence: { relation: 'new:r', source: 'new:w', quote: '祭祀公業管理老祖祠', ...published } },
  ] as never)).records.map(({ id }) => id) as [Id, Id]
  for (const note of ['一', '二']) await place.write(librarian, [{ entity: { id: shrine, version: await place.version(librarian, shrine), fields: [field('note', note)] } }] as never)
  const redactions = join(await folder(t), 'redactions')
  return {
    place, administrator, member, story, shrine, work, redactions,
    blur: async (account, more = {}) => blurPlace({ ...place.ports, note: (entry) => noteRedaction(redactions, { ...entry, at: '2026-01-01T00:00:00Z' }) }, await place.as(account), {
      id: shrine, version: await place.version(account, shrine), audience: { protocols: [story] }, key: 'blur-the-shrine', reason: '避免打擾', ...more,
    }),
  }
}

/** Everything that a viewer can be given of an archive without asking for something in particular. */
async function surfaces({ place: { ports: { graph } }, shrine }: Scene, viewer: Viewer): Promise<string> {
  const scans = await Promise.all((['entity', 'relation', 'evidence', 'content'] as const).map((type) => graph.scan(type, viewer, { first: 100 })))
  return JSON.stringify([
    scans, [...(await graph.entities([shrine], viewer)).values()], await graph.history(shrine, viewer, { first: 50 }),
    await graph.contents(shrine, viewer, { first: 50 }), await graph.relations(shrine, {}, viewer), await graph.statistics(viewer),
  ])
}

const says = (text: string): boolean => text.includes(ADDRESS) || text.includes(COORDINATES)

t.test('nobody is told any more where it is but those who are meant to be', async (t) => {
  const all = await scene(t)
  const { place, administrator, member, shrine, blur } = all
  const everyone = await place.ports.directory.everyone()
  t.ok(says(await surfaces(all, everyone)), 'before, everybody is')
  const { records, still } = await blur(administrator)
  t.same(still, [])
  t.match(records, [{ id: shrine, state: 'published' }, { type: 'content', state: 'published' }])
  t.notOk(says(await surfaces(all, everyone)))
  t.match((await place.ports.graph.entities([shrine], everyone)).get(shrine), { name: '老祖祠', fields: { district: '松山區', note: '二' } })
  const { items } = await place.ports.graph.contents(shrine, (await place.as(member)).viewer)
  t.match(items, [{ place: EXACT }])
  t.strictSame((await place.ports.graph.contents(shrine, everyone)).items, [])
  const log: string[] = []
  for await (const changeset of place.ports.graph.replay()) log.push(JSON.stringify(changeset))
  t.equal(log.filter(says).length, 1, 'the log has it where those few read it, and nowhere else')
  t.strictSame((await blur(administrator)).records.map(({ id }) => id), records.map(({ id }) => id), 'sent again it changes nothing')
  t.notOk((await place.ports.graph.reproject({ check: true })).differences.length)
})

t.test('neither does the index find it, nor does a backup bring it back', async (t) => {
  const all = await scene(t)
  const { place: { ports }, administrator, blur, shrine, redactions } = all
  const at = await folder(t)
  const [search, jobs] = [await openSqliteSearch({ path: join(at, 'search.sqlite') }), await openSqliteJobs({ path: join(at, 'jobs.sqlite') })]
  t.teardown(() => Promise.all([search.close(), jobs.close()]))
  const follower = new Follower({ graph: ports.graph, search }, jobs, () => {})
  const found = async (viewer: Viewer): Promise<number> => {
    await follower.catchUp()
    return (await search.search({ text: '八德路四段', first: 10 } as never, viewer)).total
  }
  const everyone = await ports.directory.everyone()
  t.equal(await found(everyone), 1)
  const [before, after] = [join(at, 'before.jsonl'), join(at, 'after.jsonl')]
  const blobs = openDirectory(join(at, 'blobs'))
  await backup({ graph: ports.graph, blobs }, before)
  await blur(administrator)
  t.equal(await found(everyone), 0)
  await backup({ graph: ports.graph, blobs }, after)
  for (const [path, there] of [[after, true], [before, false]] as const) {
    const graph = await emptyStore(t)
    await restore({ graph, blobs: openDirectory(join(at, `blobs-${String(there)}`)) }, path, redactions)
    const told = JSON.stringify([await graph.history(shrine, everyone, { first: 50 }), await graph.scan('entity', everyone), await graph.scan('content', everyone)])
    t.notOk(says(told))
    t.equal(JSON.stringify((await graph.scan('content', WHOLE)).items).includes(ADDRESS), there)
  }
})

t.test('what says it still is named to whoever blurs it', async (t) => {
  const all = await scene(t)
  const { place, administrator, shrine, work, blur } = all
  const published = { state: 'published', audience: EVERYBODY }
  const [twin, , , proof] = (await place.write(administrator, [
    { entity: { id: 'new:t', kind: 'Place', names: [{ text: '祖祠' }], fields: [field('address', ADDRESS)], ...published } },
    { entity: { id: 'new:o', kind: 'Organization', names: [{ text: '管理委員會' }], ...published } },
    { relation: { id: 'new:r', type: 'OPERATES', from: 'new:o', to: shrine, ...published } },
    { evidence: { relation: 'new:r', source: work, quote: `祠在${ADDRESS}`, ...published } },
  ] as never)).records.map(({ id }) => id) as [Id, Id, Id, Id]
  await place.write(administrator, [{ merge: { id: twin, into: shrine, version: await place.version(administrator, twin) } }])
  const { still } = await blur(administrator)
  t.strictSame(still.toSorted(), [twin, proof].toSorted())
})

t.test('it takes whoever may destroy words, and fewer readers than before', async (t) => {
  const { place, administrator, member, blur, story, work, shrine } = await scene(t)
  t.match(await refusal(blur(await place.someone('librarian'), { audience: { protocols: ['signed-in'] } })), { code: 'FORBIDDEN' })
  t.match(await refusal(blur(member)), { code: 'FORBIDDEN' })
  t.match(await refusal(blur(administrator, { audience: EVERYBODY })), { code: 'BAD_USER_INPUT', field: 'audience' })
  t.match(await refusal(blur(administrator, { audience: { protocols: [] } })), { code: 'BAD_USER_INPUT', field: 'audience' })
  t.match(await refusal(blur(administrator, { id: work })), { code: 'BAD_USER_INPUT', field: 'id' })
  t.match(await refusal(blur(administrator, { version: 'old' })), { code: 'CONFLICT' })
  t.match(await refusal(blur(administrator, { id: '01900000-0000-7000-8000-00000000dead' })), { code: 'NOT_FOUND' })
  const other = await place.someone('administrator')
  await place.ports.accounts.join({ group: (await place.ports.directory.table()).protocols.get(story)!.owners[0]!, account: other, role: 'member', since: 0 })
  const { records } = await blur(other)
  t.match(records, [{ id: shrine }, { type: 'content', state: 'proposed' }], 'who is no steward proposes it to them')
})
