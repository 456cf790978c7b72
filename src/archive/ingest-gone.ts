import type { GraphStore } from '../graph/port.ts'
import { WHOLE } from '../model/audience.ts'
import type { Head, Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { Finding } from '../model/reading.ts'
import type { EvidenceRecord, RelationRecord } from '../model/records.ts'
import type { Stated } from './ingest-drafts.ts'
import type { Past } from './past.ts'
import { OPEN } from './sheet.ts'
import { every } from '../graph/every.ts'

/** Operations in one part. */
const FULL = 5_000
const REASON = '這份文件重讀後不再這樣說 (the document, read again, does not say this any more)'

export interface Gone {
  readonly parts: readonly Operation[][]
  readonly findings: readonly Finding[]
}

/**
 * What an earlier reading of the document found and this one does not: its evidence, the relations that
 * rested on that alone, and the things only those relations led to. What a person has accepted or edited
 * stays, with the evidence it would otherwise be left without.
 */
export async function gone(graph: GraphStore, past: Past, work: Id, stated: Stated): Promise<Gone> {
  const isOurs = async (head: Head): Promise<boolean> => OPEN.has(head.state) && head.record !== null && !stated.has(head.id) && !(await past.touched(head.id))
  const stale: Head[] = []
  const others = new Set<Id>()
  for await (const head of evidenceOf(graph, work)) {
    const record = head.record as EvidenceRecord
    if (record.method === 'extractor' && await isOurs(head)) stale.push(head)
    else if (OPEN.has(head.state)) others.add(record.relation)
  }
  const about = new Set(stale.map(({ record }) => (record as EvidenceRecord).relation))
  const bare = [...about].filter((id) => !others.has(id) && !stated.has(id))
  const relations = [...(await graph.heads(bare, WHOLE)).values()]
  const ended = new Set<Id>()
  const standing = new Set<Id>()
  const ids = new Set(stale.map(({ id }) => id))
  const views = await graph.relationsById(relations.map(({ id }) => id), WHOLE)
  for (const head of relations) {
    if (views.get(head.id)?.evidence.some(({ id }) => !ids.has(id)) ?? false) continue
    if (await isOurs(head)) ended.add(head.id)
    else if (OPEN.has(head.state)) standing.add(head.id)
  }
  const stays = (head: Head): boolean => standing.has((head.record as EvidenceRecord).relation)
  const operations: Operation[] = [...stale.filter((head) => !stays(head)), ...relations.filter(({ id }) => ended.has(id))].map(withdraw)
  const findings = stale.filter(stays).map((head): Finding => {
    const { quote, relation } = head.record as EvidenceRecord
    return { what: 'kept-by-hand', text: `關係 ${relation} 由人採納或改過，文件重讀後不再這樣說，連同根據「${quote ?? ''}」留著 (accepted or edited by a person, kept with its evidence)` }
  })
  const ends = new Set(relations.filter(({ id }) => ended.has(id)).flatMap(({ record }) => [(record as RelationRecord).from, (record as RelationRecord).to]))
  for (const head of (await graph.heads([...ends], WHOLE)).values()) {
    if (head.id === work || head.mergedInto !== undefined || !(await isOurs(head))) continue
    const page = await graph.relations(head.id, { includeProposed: true, includeDeprecated: true, evidence: false }, WHOLE, { first: 100 })
    if (!page.hasNextPage && page.items.every(({ id }) => ended.has(id))) operations.push(withdraw(head))
  }
  return { parts: Array.from({ length: Math.ceil(operations.length / FULL) }, (_, i) => operations.slice(i * FULL, (i + 1) * FULL)), findings }
}

const withdraw = ({ id, version }: Head): Operation => ({ op: 'withdraw', id, base: version, reason: REASON })

async function* evidenceOf(graph: GraphStore, work: Id): AsyncGenerator<Head> {
  for await (const head of every((page) => graph.evidenceFrom(work, WHOLE, page), 1_000)) if (head.record !== null) yield head
}
