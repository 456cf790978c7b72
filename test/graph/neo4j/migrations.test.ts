import neo4j from 'neo4j-driver'
import t from 'tap'
import { openNeo4j } from '../../../src/graph/neo4j/index.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import { PUBLIC } from '../../../src/model/audience.ts'
import { Scribe, vocabulary } from '../../fixture.ts'
import { wipe } from './wipe.ts'

const uri = process.env['NEO4J_URI']

t.test('an archive from before deprecated relations were drawn shows them once it is opened', { skip: uri === undefined && 'NEO4J_URI is not set' }, async (t) => {
  await wipe(uri!)
  const auth = { user: process.env['NEO4J_USER'] ?? 'neo4j', password: process.env['NEO4J_PASSWORD'] ?? '' }
  const open = (): Promise<GraphStore> => openNeo4j({ uri: uri!, ...auth, vocabulary })
  const driver = neo4j.driver(uri!, neo4j.auth.basic(auth.user, auth.password))
  t.teardown(() => driver.close())
  const before = await open()
  const scribe = new Scribe(before)
  const [a, b, m] = ['甲局', '乙局', '丙會'].map((name) => scribe.entity('Organization', name)) as [string, string, string]
  scribe.relate('REGISTERED_WITH', m, a)
  scribe.relate('REGISTERED_WITH', m, b, { standing: 'deprecated', standingReason: '誤' })
  scribe.relate('PARTNERS_WITH', m, b, { standing: 'deprecated', standingReason: '誤', state: 'proposed' })
  scribe.relate('PARTNERS_WITH', m, b, { standing: 'deprecated', standingReason: '誤', state: 'draft' })
  await scribe.commit()
  await before.close()
  const drawn = async (): Promise<unknown[]> => {
    const { records } = await driver.executeQuery('MATCH (:Entity)-[r]->(:Entity) RETURN [type(r), r.level, r.clearance, r.startEarliest, r.endLatest, r.id] AS row', {}, { database: 'neo4j' })
    return records.map((record) => record.get('row') as unknown).map((row) => JSON.stringify(row)).sort()
  }
  const right = await drawn()
  t.equal(right.length, 3)
  // as the form before left it
  await driver.executeQuery('MATCH (:Entity)-[r]->(:Entity) WHERE r.level > 2 DELETE r', {}, { database: 'neo4j' })
  await driver.executeQuery('MATCH (log:Log) SET log.form = 3', {}, { database: 'neo4j' })
  for (const times of ['once', 'broken off and begun again']) {
    const store = await open()
    t.same(await drawn(), right, times)
    t.match(await store.connectors({ a, b, kinds: ['Organization'], types: ['REGISTERED_WITH'], includeProposed: false, includeDeprecated: true, maxHops: 2, first: 5, routes: 1 }, PUBLIC), { total: 1 })
    t.same((await store.reproject({ check: true })).differences, [])
    await store.close()
    await driver.executeQuery('MATCH (log:Log) SET log.form = 3', {}, { database: 'neo4j' })
  }
})
