import t from 'tap'
import { viewerOf } from '../../src/archive/access/viewer.ts'
import type { Protocol } from '../../src/archive/access/table.ts'
import { EVERYONE, PUBLIC, type Viewer } from '../../src/model/audience.ts'
import { cite } from '../../src/questions/cite.ts'
import { FAMILY } from '../../src/questions/family.ts'
import { smallCity, vocabulary } from '../fixture.ts'

t.test('whose view an answer is: of who is not signed in it is public, whatever communities there are', async (t) => {
  const { store: graph, ids } = await smallCity(t)
  const protocol = (id: string, more: Partial<Protocol>): [string, Protocol] => [id, { id, label: id, owners: ['north'], kind: 'strict', signedIn: false, shown: 'announced', members: 'community', readers: EVERYONE, ...more }]
  const table = { communities: new Map([['north', { id: 'north', label: '北' }]]), protocols: new Map([protocol('elders', {}), protocol('readers', { kind: 'open' })]) }
  const viewOf = async (viewer: Viewer): Promise<string> => {
    const asking = { graph, vocabulary, viewer }
    return (await cite(asking, await FAMILY.get('connectors')!.answer(asking, { a: ids.social, b: ids.culture }), '')).view
  }
  t.equal(await viewOf(PUBLIC), 'public')
  t.equal(await viewOf(viewerOf(table)), 'public')
  t.equal(await viewOf(viewerOf(table, { id: 'amei', role: 'reader', memberships: new Map() })), 'signed-in')
})
