import neo4j, { type Plan } from 'neo4j-driver'
import t from 'tap'
import { timed } from '../../../src/graph/neo4j/reads.ts'
import { statement, statements } from '../../../src/graph/neo4j/statements.ts'
import { openNeo4j } from '../../../src/graph/neo4j/index.ts'
import { openNeo4jAccounts } from '../../../src/accounts/neo4j/index.ts'
import { openNeo4jJobs } from '../../../src/jobs/neo4j/index.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import { EVERYONE } from '../../../src/model/audience.ts'
import type { Operation } from '../../../src/model/changeset.ts'
import { newId } from '../../../src/model/ids.ts'
import { Scribe, vocabulary } from '../../fixture.ts'
import { wipe } from './wipe.ts'

/**
 * Every statement promises in its header what it gets: `plan: Entity(id), scans Log` says that these
 * indexes are used, that this label is read whole, and that nothing else is. The server is asked.
 */
const uri = process.env['NEO4J_URI']
const INLINED = { TYPES: ['REGISTERED_WITH', 'FUNDS'], TYPE: ['REGISTERED_WITH'], LABELS: ['Entity', 'Person'], LABEL: ['Entity'], KIND: ['Person'] }

/** Reading all nodes with a label, or all nodes. */
const SCANS = /^(AllNodesScan|NodeByLabelScan|DirectedAllRelationshipsScan|UndirectedAllRelationshipsScan|.*RelationshipTypeScan|PartitionedNodeByLabelScan)$/

interface Operator {
  readonly name: string
  readonly details: string
}

const operators = (plan: Plan): Operator[] =>
  [{ name: plan.operatorType.replace(/@.*/, ''), details: String(plan.arguments['Details'] ?? '') }, ...plan.children.flatMap(operators)]

/** The promises of a header, with what was inlined; a statement may promise something else for a label or type that nothing has yet. */
function promised(header: string, state: string): string[] {
  const line = (state === 'empty' ? /^while there is none: (?<plan>.*)$/m.exec(header) : null) ?? /^plan: (?<plan>[^]*?)(?=\n\S[\w ]*: |$(?![^]))/m.exec(header)
  return (line?.groups?.['plan']?.match(/scans \w+(\([^)]*\))?|[A-Z]\w*\([^)]*\)|[A-Z]\w+|none/g) ?? []).map((promise) => promise.replace(/^LABEL\b/, 'Entity'))
}

/** Going by an index. */
const LOOKUP = /Index|MergeUniqueNode/

/** Reading a whole index where a header promises to look something up. */
const INDEX_SCANS = /^(Partitioned|Ordered)?NodeIndexScan$/

/** Enough that reading everything costs more than looking something up. */
async function fill(store: GraphStore, relations: number): Promise<void> {
  const scribe = new Scribe(store)
  const departments = Array.from({ length: 5 }, (_, i) => scribe.entity('Organization', `第${i}局`))
  for (let i = 0; i < relations; i++) scribe.relate('REGISTERED_WITH', scribe.entity('Organization', `第${i}協會`), departments[i % 5]!)
  await scribe.commit()
  const texts = Array.from({ length: relations / 5 }, (_, order) => ({ id: newId(), type: 'content', state: 'published', audience: EVERYONE, entity: scribe.source, order, passages: [{ text: '文', offset: [0, 1] }] }) as const)
  await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: texts.map((record) => ({ op: 'put', base: null, record }) as Operation) })
  const owners = Array.from({ length: relations / 5 }, () => ({ id: newId(), type: 'community', state: 'published', audience: EVERYONE, label: { 'zh-Hant': '社' } }) as const)
  await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: owners.map((record) => ({ op: 'put', base: null, record }) as Operation) })
  await store.close()
}

/**
 * A plan is kept while the archive grows, for ten seconds at least, and is made from counts of the moment
 * it was first needed: in an archive just opened that is the moment when there was nothing in it.
 */
const STATES: readonly [string, (store: GraphStore) => Promise<void>][] = [
  ['empty', (store) => store.close()],
  ['small', (store) => fill(store, 5)],
  ['filled', (store) => fill(store, 1_000)],
]

for (const [state, prepare] of STATES) {
  t.test(`every statement gets the plan its header promises in an archive that is ${state}`, { skip: uri === undefined && 'NEO4J_URI is not set' }, async (t) => {
    await wipe(uri!)
    const auth = { user: process.env['NEO4J_USER'] ?? 'neo4j', password: process.env['NEO4J_PASSWORD'] ?? '' }
    await prepare(await openNeo4j({ uri: uri!, ...auth, vocabulary }))
    await (await openNeo4jJobs({ uri: uri!, ...auth, database: 'neo4j' })).close()
    await (await openNeo4jAccounts({ uri: uri!, ...auth })).close()
    const driver = neo4j.driver(uri!, neo4j.auth.basic(auth.user, auth.password))
    await driver.executeQuery('CALL db.prepareForReplanning()', {}, { database: 'neo4j' })
    await driver.executeQuery('CALL db.clearQueryCaches()', {}, { database: 'neo4j' })
    t.teardown(() => driver.close())
    for (const [name, { header, text }] of statements) {
      await t.test(name, async (t) => {
        const promises = promised(header, state)
        t.not(promises.length, 0, 'the header has a plan')
        const used = [...new Set(text.match(/\$\w+/g) ?? [])].map((parameter) => parameter.slice(1))
        for (const parameter of used) if (parameter !== 'cleared') t.match(header, new RegExp(`\\$${parameter}\\b`), `the header says what $${parameter} is`)
        const inlined = statement(name, INLINED)
        const explained = `EXPLAIN ${/ AS row$|\nRETURN \[/.test(inlined) && text.includes('$cleared') ? timed(inlined) : inlined}`
        const { summary } = await driver.executeQuery(explained, Object.fromEntries(used.map((parameter) => [parameter, null])), { database: 'neo4j' })
        t.same(summary.notifications.filter(({ category }) => category === 'DEPRECATION'), [], 'nothing in it is on its way out')
        const plan = operators(summary.plan as Plan)
        for (const promise of promises.filter((one) => one !== 'none')) {
          const [, label] = /^scans (\w+)$/.exec(promise) ?? []
          const kept = label !== undefined ? plan.some((one) => SCANS.test(one.name) && one.details.includes(`:${label}`))
            : promise.includes('(') ? plan.some((one) => LOOKUP.test(one.name) && one.details.includes(`:${promise.replace('scans ', '')}`))
            : plan.some((one) => one.name === promise)
          t.ok(kept, `${promise} in ${plan.map((one) => `${one.name} ${one.details}`).join(' | ')}`)
        }
        for (const { name: operator, details } of plan.filter((one) => SCANS.test(one.name) && !one.details.includes(':Log'))) {
          t.ok(promises.some((promise) => promise === operator || (promise.startsWith('scans ') && details.includes(`:${promise.slice(6)}`))), `${operator} ${details} is promised`)
        }
        const indexes = plan.filter((one) => LOOKUP.test(one.name)).map((one) => `${INDEX_SCANS.test(one.name) ? 'scans ' : ''}${/:(\w+\([^)]*\))/.exec(one.details)?.[1] ?? one.details}`)
        for (const index of new Set(indexes)) t.ok(promises.includes(index), `${index} is promised`)
      })
    }
  })
}
