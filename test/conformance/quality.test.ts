import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Finding } from '../../src/archive/quality/finding.ts'
import { queueCounts, queuePage, type QueueCount } from '../../src/archive/quality/page.ts'
import { QUEUE_NAMES, type QueueName } from '../../src/archive/quality/queues.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import type { Viewer } from '../../src/model/audience.ts'
import type { Id } from '../../src/model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../../src/model/records.ts'
import { often } from '../fixture.ts'
import { arbitrary, vocabulary, type Move } from '../generate/index.ts'
import type { Oracle } from '../oracle/index.ts'
import { sightOf } from '../oracle/sight.ts'
import { played, READERS } from './same.ts'
import { stores } from './stores.ts'

/**
 * Queues of quality on random archives: every store tells every reader what its plain double does, page by page; and
 * what nothing supports any more is neither lost nor listed without reason, as the archive's records say by themselves.
 */
const RUNS: Readonly<Record<string, number>> = { sqlite: often(10, 40), neo4j: often(2, 4) }
/** Every so manieth reader: a server is asked over a wire. */
const READER: Readonly<Record<string, number>> = { sqlite: 1, neo4j: 4 }

/** @param first of a page: small ones of a store, all at once of the double, whose cursors are others */
async function all(graph: GraphStore, viewer: Viewer, queue: QueueName, first = 3): Promise<Finding[]> {
  const found: Finding[] = []
  for (let after: string | undefined; ;) {
    const page = await queuePage({ graph, vocabulary }, viewer, { queue, first, ...(after === undefined ? {} : { after }) }, 0)
    found.push(...page.items)
    if (!page.hasNextPage) return found
    after = page.endCursor
  }
}

/** The plain double as far as queues need one. */
function doubled(oracle: Oracle): GraphStore {
  const evidenceFrom = async (source: Id, viewer: Viewer): Promise<{ items: unknown[]; hasNextPage: boolean }> => {
    const sight = sightOf(oracle.archive, viewer)
    return { items: [...oracle.archive.heads.values()].filter(({ id, record }) => record?.type === 'evidence' && record.source === source && sight.head(id) !== undefined), hasNextPage: false }
  }
  return Object.assign(oracle, { evidenceFrom }) as unknown as GraphStore
}

/** Published relations between two things that are there, on which nothing live says that they are so. */
function unsupported({ archive }: Oracle, viewer: Viewer): Id[] {
  const sight = sightOf(archive, viewer)
  // what is withdrawn announces nothing
  const { announced: _, ...own } = viewer
  const reads = (id: Id): boolean => sightOf(archive, own).head(id) !== undefined
  const live = (id: Id): Id | undefined => {
    const chain = sight.chain(id)
    return chain?.every(({ state, record }) => record !== null && (state === 'published' || state === 'proposed')) === true ? chain.at(-1)!.id : undefined
  }
  return [...archive.heads.values()].filter((head) => {
    if (head.type !== 'relation' || head.state !== 'published' || head.record === null || !reads(head.id)) return false
    const { from, to } = head.record as RelationRecord
    const [one, other] = [live(from), live(to)]
    if (one === undefined || other === undefined || one === other) return false
    const seen = sight.relations.get(head.id)
    return seen === undefined || (seen.keptBy.length === 0 && seen.evidence.every(({ record }) => (record as EvidenceRecord).stance !== 'supports'))
  }).map(({ id }) => id).sort()
}

for (const { name, make } of await stores(t)) {
  await t.test(`${name}: what should be looked at`, async (t) => {
    const run = async (moves: readonly Move[]): Promise<void> => {
      const { store, close } = await make()
      try {
        const oracle = await played(store, moves)
        for (const viewer of READERS.filter((_, i) => (i % READER[name]!) === 0)) {
          const counts: QueueCount[] = []
          for (const queue of QUEUE_NAMES) {
            const found = await all(store, viewer, queue)
            deepStrictEqual(found, await all(doubled(oracle), viewer, queue, 10_000), queue)
            counts.push({ queue, count: found.length, isLeast: false })
          }
          deepStrictEqual(await queueCounts({ graph: store, vocabulary }, viewer, {}, QUEUE_NAMES, 0), counts)
          deepStrictEqual((await all(store, viewer, 'unsupported')).map(({ id }) => id), unsupported(oracle, viewer))
        }
      } finally {
        await close()
      }
    }
    const found = await fc.check(fc.asyncProperty(arbitrary.moves(70), run), { numRuns: RUNS[name]! })
    t.notOk(found.failed, found.failed ? `${fc.defaultReportMessage(found)} ${String(found.errorInstance)}` : 'no run failed')
  })
}
