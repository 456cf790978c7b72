import t from 'tap'
import { EVERYONE, PUBLIC, type Audience, type Viewer } from '../../src/model/audience.ts'
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
  t.same(items.map(({ changed }) => changed.map(({ field }) => field).includes('audience')), [false, true], 'nor that there is another')
  await edit(EVERYONE, 2)
  t.match(await told(PUBLIC), /everyone/)
})
