import type { GraphStore } from '../graph/port.ts'
import { WHOLE } from '../model/audience.ts'
import type { Head, Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../model/records.ts'
import type { Stated } from './ingest-drafts.ts'
import type { Past } from './past.ts'
import { OPEN } from './sheet.ts'
import { same } from './three-way.ts'

/** Operations in one part. */
const FULL = 5_000
const REASON = '這份文件重讀後不再這樣說 (the document, read again, does not say this any more)'

/**
 * What an earlier reading of the document found and this one does not: its evidence, the relations that
 * rested on that alone, and the things only those relations led to. What a person has edited stays.
 */
export async function gone(graph: GraphStore, past: Past, work: Id, stated: Stated): Promise<Operation[][]> {
  const isOurs = async (head: Head): Promise<boolean> => {
    if (!OPEN.has(head.state) || head.record === null || stated.has(head.id)) return false
    const { said } = await past.before(head.id)
    return said !== undefined && same(said, head.record)
  }
  const stale: Head[] = []
  const others = new Set<Id>()
  for await (const head of evidenceOf(graph, work)) {
    const record = head.record as EvidenceRecord
    if (record.method === 'extractor' && await isOurs(head)) stale.push(head)
    else if (OPEN.has(head.state)) others.add(record.relation)
  }
  const operations: Operation[] = stale.map(withdraw)
  const relations = [...(await graph.heads([...new Set(stale.map(({ record }) => (record as EvidenceRecord).relation))].filter((id) => !others.has(id)), WHOLE)).values()]
  const ended = new Set<Id>()
  const ids = new Set(stale.map(({ id }) => id))
  const views = await graph.relationsById(relations.map(({ id }) => id), WHOLE)
  for (const head of relations) {
    const supported = views.get(head.id)?.evidence.some(({ id }) => !ids.has(id)) ?? false
    if (supported || !(await isOurs(head))) continue
    operations.push(withdraw(head))
    ended.add(head.id)
  }
  const ends = new Set(relations.filter(({ id }) => ended.has(id)).flatMap(({ record }) => [(record as RelationRecord).from, (record as RelationRecord).to]))
  for (const head of (await graph.heads([...ends], WHOLE)).values()) {
    if (head.id === work || head.mergedInto !== undefined || !(await isOurs(head))) continue
    const page = await graph.relations(head.id, { includeProposed: true, includeDeprecated: true, evidence: false }, WHOLE, { first: 100 })
    if (!page.hasNextPage && page.items.every(({ id }) => ended.has(id))) operations.push(withdraw(head))
  }
  return Array.from({ length: Math.ceil(operations.length / FULL) }, (_, i) => operations.slice(i * FULL, (i + 1) * FULL))
}

const withdraw = ({ id, version }: Head): Operation => ({ op: 'withdraw', id, base: version, reason: REASON })

async function* evidenceOf(graph: GraphStore, work: Id): AsyncGenerator<Head> {
  for (let after: string | undefined; ;) {
    const page = await graph.evidenceFrom(work, WHOLE, { first: 1_000, ...(after === undefined ? {} : { after }) })
    for (const head of page.items) if (head.record !== null) yield head
    if (!page.hasNextPage) return
    after = page.endCursor
  }
}
