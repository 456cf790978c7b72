import t from 'tap'
import { openNeo4j } from '../../../src/graph/neo4j/index.ts'
import { openNeo4jJobs } from '../../../src/jobs/neo4j/index.ts'
import { PUBLIC } from '../../../src/model/audience.ts'
import { vocabulary } from '../../fixture.ts'
import { alone } from './alone.ts'

const uri = process.env['NEO4J_URI']
const address = { uri: uri!, user: process.env['NEO4J_USER'] ?? 'neo4j', password: process.env['NEO4J_PASSWORD'] ?? '' }
const sockets = (): number => process.getActiveResourcesInfo().filter((one) => one === 'TCPSocketWrap').length

/** A process whose store is closed must be able to end: a connection left open keeps it for ever. */
t.test('a store that is closed leaves no connection, whatever was under way', { skip: uri === undefined && 'NEO4J_URI is not set' }, async (t) => {
  await alone(uri!)
  for (let i = 0; i < 15; i++) {
    const store = await openNeo4j({ ...address, vocabulary })
    for (let k = 0; k < 12; k++) store.find({}, PUBLIC).catch(() => {})
    await new Promise((resolve) => { setTimeout(resolve, i % 7) })
    await store.close()
    await t.rejects(store.find({}, PUBLIC), { code: 'UNAVAILABLE' })
    const jobs = await openNeo4jJobs(address)
    for (let k = 0; k < 5; k++) jobs.statistics().catch(() => {})
    await jobs.close()
  }
  t.equal(sockets(), 0)
})
