import t from 'tap'
import type { Audience, Viewer } from '../../src/model/audience.ts'
import { WHOLE } from '../../src/model/audience.ts'
import { desk, named } from './desk.ts'

const ELDERS: Audience = { mode: 'all', protocols: ['elders'] }
const member: Viewer = { signedIn: true, account: 'amei', protocols: new Set(['elders']) }
const librarian: Viewer = { signedIn: true, account: 'bao', librarian: true, protocols: new Set() }

/** What a report says, without ids and times. */
const said = (report: object): string => JSON.stringify(report, (key, value: unknown) => (['seconds', 'batch', 'work', 'id', 'into', 'ids'].includes(key) ? undefined : value))

t.test('what an account brings in is matched with what it sees, as if the hidden were not there', async (t) => {
  const hidden = { 編號: '1', 名稱: '北村祖靈屋管理會', 統編: '12345675', 區: '北投區', 登記: '2001' }
  const rows = [{ ...hidden, 編號: '7', 登記: '2002' }, { 編號: '8', 名稱: '北村合作社', 登記: '2003' }]
  const options = { text: named('other'), viewer: librarian, actor: 'bao' }
  const [without, guarded, seen] = [await desk(t), await desk(t), await desk(t)]
  await guarded.run([hidden], { audience: ELDERS })
  await seen.run([hidden], { audience: ELDERS })
  t.ok((await seen.run(rows, { ...options, viewer: member, audience: ELDERS })).joined.count > 0, 'by who sees it the two are found to be one')
  for (const dryRun of [true, false]) {
    const [expected, found] = [await without.run(rows, { ...options, dryRun }), await guarded.run(rows, { ...options, dryRun })]
    t.equal(said(found), said(expected))
  }
})

t.test('a dataset of the same key that is hidden is another one, and stays as it was', async (t) => {
  const { graph, run } = await desk(t)
  await run([{ 編號: '1', 名稱: '北村祖靈屋管理會', 登記: '2001' }], { audience: ELDERS })
  const before = JSON.stringify([...(await graph.scan('entity', { ...member }, { first: 100 })).items])
  const report = await run([{ 編號: '1', 名稱: '南村合作社', 登記: '2003' }], { viewer: librarian, actor: 'bao' })
  t.equal(report.entities.unchanged, 0)
  t.equal(report.entities.changed, 0)
  const ids = new Set((JSON.parse(before) as { id: string }[]).map(({ id }) => id))
  const after = (await graph.scan('entity', WHOLE, { first: 100 })).items.filter(({ id }) => ids.has(id))
  t.equal(JSON.stringify(after), before)
  const again = await run([{ 編號: '1', 名稱: '南村合作社', 登記: '2003' }], { viewer: librarian, actor: 'bao' })
  t.match(again.entities, { new: 0, changed: 0 }, 'the same file again changes nothing')
})

t.test('nobody brings in what they do not see themselves', async (t) => {
  const { run } = await desk(t)
  const hidden = { 編號: '1', 名稱: '北村祖靈屋管理會', 統編: '12345675' }
  await run([hidden], { audience: ELDERS })
  // a protocol can be known without being a member: the report would name what it is joined with
  await t.rejects(run([hidden], { text: named('other'), viewer: librarian, audience: ELDERS, dryRun: true }), { code: 'BAD_USER_INPUT' })
  await t.rejects(run([{ 編號: '1', 名稱: '甲' }], { audience: { mode: 'all', protocols: [] } }), { code: 'BAD_USER_INPUT' }, 'nor what nobody sees')
})
