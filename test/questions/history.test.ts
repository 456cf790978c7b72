import t from 'tap'
import { differenceOf } from '../../src/archive/history/versions.ts'
import { EVERYONE, PUBLIC, WHOLE, type Audience, type Viewer } from '../../src/model/audience.ts'
import type { RecordInput } from '../../src/model/records.ts'
import { history } from '../../src/questions/history.ts'
import { emptyStore, Scribe, vocabulary } from '../fixture.ts'

t.test('a change of who may read it names no protocol that its reader knows nothing of', async (t) => {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const id = scribe.entity('Organization', '甲局', { audience: { mode: 'any', protocols: ['elders', 'silent'] } })
  await scribe.commit()
  const member: Viewer = { signedIn: true, protocols: new Set(['elders']) }
  const edit = async (audience: Audience, base: number): Promise<unknown> => {
    const { record } = (await graph.heads([id], { ...member, whole: true })).get(id)!
    return graph.commit({ id: crypto.randomUUID(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', record: { ...record, audience } as RecordInput, base }] })
  }
  const told = async (viewer: Viewer): Promise<string> => JSON.stringify((await history({ graph, vocabulary, viewer }, id, {})).items)
  t.match(await told(member), /elders/)
  t.notMatch(await told(member), /silent/)
  t.match(await told({ ...member, announced: new Set(['silent']) }), /silent/, 'one that is announced is no secret')
  await edit({ mode: 'any', protocols: ['elders', 'silent', 'more'] }, 1)
  const { items } = await history({ graph, vocabulary, viewer: member }, id, {})
  t.equal(items.length, 1, 'nor that there is another')
  await edit(EVERYONE, 2)
  t.match(await told(PUBLIC), /everyone/)
})

t.test('what changed only what is hidden is not told, nor is its reason, on whatever page', async (t) => {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const id = scribe.entity('Organization', '甲局', { audience: { mode: 'any', protocols: ['elders', 'silent'] } })
  await scribe.commit()
  const edit = async (name: string, audience: Audience, reason: string): Promise<unknown> => {
    const { record, version } = (await graph.heads([id], WHOLE)).get(id)!
    return graph.commit({ id: crypto.randomUUID(), actor: 'test', reason, origin: 'cli', operations: [{ op: 'put', record: { ...record, audience, names: [{ text: name, language: 'zh-Hant', sort: 'official' }] } as RecordInput, base: version }] })
  }
  const hidden = ['silent', 'more', 'other']
  for (let turn = 0; turn < 4; turn++) {
    await edit(`甲局${turn}`, { mode: 'any', protocols: ['elders', 'silent'] }, `改名${turn}`)
    for (const protocol of hidden) await edit(`甲局${turn}`, { mode: 'any', protocols: ['elders', protocol] }, '給祕密的人看')
  }
  const member: Viewer = { signedIn: true, protocols: new Set(['elders']) }
  const asking = { graph, vocabulary, viewer: member }
  const all = await history(asking, id, { first: 50 })
  t.same(all.items.map(({ reason }) => reason), ['改名3', '改名2', '改名1', '改名0', '測試'])
  t.notOk(all.hasNextPage)
  for (const first of [1, 2, 3, 5]) {
    const reasons: string[] = []
    for (let after: string | undefined; ;) {
      const page = await history(asking, id, { first, ...(after === undefined ? {} : { after }) })
      t.ok(page.items.length <= first)
      reasons.push(...page.items.map(({ reason }) => reason))
      if (!page.hasNextPage) break
      t.equal(page.items.length, first)
      after = page.endCursor!
    }
    t.same(reasons, all.items.map(({ reason }) => reason), `by ${first}`)
  }
  const { from, changed } = await differenceOf({ graph, viewer: member }, id)
  t.equal(from?.entry.reason, '改名2')
  t.match(changed, [{ field: 'names', before: [{ text: '甲局2' }], after: [{ text: '甲局3' }] }])
  t.equal((await history({ ...asking, viewer: WHOLE }, id, { first: 50 })).items.length, 17 - 4, 'whoever sees all is told of all that changed something')
})
