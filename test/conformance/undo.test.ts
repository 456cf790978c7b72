import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { revertChangeset } from '../../src/archive/history/revert.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { WHOLE } from '../../src/model/audience.ts'
import type { Changeset, Head } from '../../src/model/changeset.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import type { Id } from '../../src/model/ids.ts'
import { references } from '../../src/model/references.ts'
import { RECORD_TYPES } from '../../src/model/records.ts'
import { often } from '../fixture.ts'
import { arbitrary, changesetOf, random, vocabulary, type Move } from '../generate/index.ts'
import { Oracle } from '../oracle/index.ts'
import { all } from './world.ts'
import { stores } from './stores.ts'

/**
 * SEMANTICS 4: "Every changeset and batch except redact has an inverse." Whatever is done to an archive (entered, edited,
 * proposed, accepted, merged, parted, undone), undoing all of it in reverse order gives back what there was
 * before, destroyed words excepted: what was made goes also then, unless something that was there before and whose words
 * to go back to are destroyed leads to it; and what a store made of the log, another makes of its copy.
 */
const RUNS: Readonly<Record<string, number>> = { sqlite: often(12, 40), neo4j: often(2, 4) }

/** Every record as it stands: what undoing gives back. Not its version, which counts. */
async function state(store: GraphStore): Promise<Map<Id, Omit<Head, 'version' | 'written'>>> {
  const found = new Map<Id, Omit<Head, 'version' | 'written'>>()
  for (const type of RECORD_TYPES) {
    for (const { version: _, written: __, ...head } of await all((page) => store.scan(type, WHOLE, page), 200)) found.set(head.id, head)
  }
  return found
}

/** Takes what a store did over into its plain double, which knows what moves may be made of. */
async function follow(store: GraphStore, oracle: Oracle): Promise<void> {
  for await (const { sequence: _, operations, ...changeset } of store.replay(oracle.archive.log.length)) {
    const asked = operations.map(({ op, id, type, version, state: to, audience, payload, into, rule, reason, versions }) => {
      switch (op) {
        case 'put': {
          const cut = audience.indexOf(':')
          const protocols = audience.slice(cut + 1)
          return { op, base: version === 1 ? null : version - 1, record: { id, type, state: to, audience: { mode: audience.slice(0, cut), protocols: protocols === '' ? [] : protocols.split(',') }, ...JSON.parse(payload!) as object } }
        }
        case 'withdraw': return { op, id, base: version - 1, reason }
        case 'merge': return { op, id, into, base: version - 1, ...(rule === undefined ? {} : { rule }) }
        case 'unmerge': return { op, id, base: version - 1 }
        case 'redact': return { op, id, versions, reason }
      }
    })
    await oracle.commit({ ...changeset, operations: asked } as Changeset)
  }
}

async function done(store: GraphStore, oracle: Oracle, moves: readonly Move[]): Promise<void> {
  for (const move of moves) {
    const undone = random(move.seed)
    // one in six undoes something that was done before, with whatever later edits stand on it
    if (undone.chance(0.15) && oracle.archive.log.length > 0) await revertChangeset(store, undone.pick(oracle.archive.log).id)
    else {
      const changeset = changesetOf(move, oracle.archive)
      if (changeset === undefined) continue
      try {
        await store.commit(changeset)
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error
      }
    }
    await follow(store, oracle)
  }
}

/** What these refer to, and what that refers to. */
function leadingFrom(heads: readonly Pick<Head, 'record'>[], all: ReadonlyMap<Id, Pick<Head, 'record'>>): Set<Id> {
  const found = new Set<Id>()
  const pending = heads.flatMap(({ record }) => (record === null ? [] : [...references(record)]))
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const record = all.get(id)?.record
    if (found.has(id)) continue
    found.add(id)
    if (record != null) pending.push(...references(record))
  }
  return found
}

for (const { name, make } of await stores(t)) {
  await t.test(`${name}: undoing all that was done, in reverse order, gives back what there was before`, async (t) => {
    const run = async (before: readonly Move[], after: readonly Move[]): Promise<void> => {
      const { store, close } = await make()
      try {
        const oracle = new Oracle(vocabulary)
        await done(store, oracle, before)
        const first = await state(store)
        const begun = await store.sequence()
        await done(store, oracle, after)
        const log = oracle.archive.log.slice(begun)
        const destroyed = new Set(log.flatMap(({ operations }) => operations.flatMap(({ op, id }) => (op === 'redact' ? id : []))))
        for (const { id } of log.toReversed()) await revertChangeset(store, id)
        const last = await state(store)
        // of a relation that does not say again what it said, the evidence stays in doubt
        const told = (head: Omit<Head, 'version' | 'written'>): unknown =>
          (head.record?.type === 'evidence' && destroyed.has(head.record.relation) ? { ...head, record: { ...head.record, unchecked: undefined } } : head)
        const needed = leadingFrom([...last.values()].filter(({ id, state }) => destroyed.has(id) && first.has(id) && state !== 'withdrawn'), last)
        for (const [id, head] of last) {
          const was = first.get(id)
          if (was === undefined) deepStrictEqual(needed.has(id) || head.state === 'withdrawn', true, `${head.type} ${id} was not there before`)
          else if (!destroyed.has(id)) deepStrictEqual(told(head), told(was))
        }
        deepStrictEqual((await store.reproject({ check: true })).differences, [])
        await copied(store)
      } finally {
        await close()
      }
    }
    /** The history replays to the same state, on an embedded store too. */
    const copied = async (store: GraphStore): Promise<void> => {
      // a second archive of a test is an embedded one
      const { store: copy, close } = await make()
      try {
        const log = []
        for await (const changeset of store.replay()) log.push(changeset)
        await copy.append(log)
        deepStrictEqual(await state(copy), await state(store))
      } finally {
        await close()
      }
    }
    const found = await fc.check(fc.asyncProperty(arbitrary.moves(40), arbitrary.moves(40), run), { numRuns: RUNS[name]! })
    t.notOk(found.failed, found.failed ? `${fc.defaultReportMessage(found)} ${String(found.errorInstance)}` : 'no run failed')
  })
}
