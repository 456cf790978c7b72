import type { Actor } from '../model/actor.ts'
import { newId, type Id } from '../model/ids.ts'
import type { GraphStore, RelationView } from '../graph/port.ts'
import { PUBLIC, WHOLE, type Viewer } from '../model/audience.ts'
import { MAX_OPERATIONS, type Head, type Operation, type Origin } from '../model/changeset.ts'
import { badInput, conflict, notFound } from '../model/errors.ts'
import type { EntityRecord, EvidenceRecord, RelationRecord } from '../model/records.ts'
import { demandFor } from './access/concern.ts'
import { BatchWriter } from './batch.ts'
import { pages } from '../graph/every.ts'

export interface ProposalFilter {
  /** Only what rests on this source. */
  readonly source?: Id
  readonly types?: readonly string[]
  /** Only what an extractor was at least so sure of, 0 to 1. */
  readonly confidence?: number
}

const SLICE = 500

/** Relations that wait for a decision, in the order of ids; of one source in the order of its evidence. */
export async function* proposals(graph: GraphStore, filter: ProposalFilter = {}, viewer: Viewer = PUBLIC): AsyncGenerator<RelationView> {
  for await (const ids of waiting(graph, filter.source)) {
    for (const view of (await graph.relationsById(ids, viewer)).values()) if (fits(view, filter)) yield view
  }
}

async function* waiting(graph: GraphStore, source: Id | undefined): AsyncGenerator<Id[]> {
  const told = new Set<Id>()
  for await (const waits of pages((page) => (source === undefined ? graph.scan('relation', WHOLE, page) : graph.evidenceFrom(source, WHOLE, page)), SLICE)) {
    const ids = waits.flatMap(({ id, record }) => (source === undefined ? id : (record as EvidenceRecord | null)?.relation ?? [])).filter((id) => !told.has(id))
    // evidence of one relation comes together or not; scanned relations come once anyway
    if (source !== undefined) for (const id of ids) told.add(id)
    const heads = await graph.heads([...new Set(ids)], WHOLE)
    const proposed = [...new Set(ids)].filter((id) => heads.get(id)?.state === 'proposed')
    if (proposed.length > 0) yield proposed
  }
}

const fits = ({ type, evidence }: RelationView, { types, confidence, source }: ProposalFilter): boolean =>
  (types === undefined || types.includes(type))
  && (confidence === undefined || evidence.some((one) => (source === undefined || one.source.id === source) && (one.confidence ?? 1) >= confidence))

/** May this actor decide on these, and on what is proposed at their ends, which stands and falls with them? @throws as `demandFor`, and as `accept` */
export async function demandDecision(graph: GraphStore, actor: Actor, ids: readonly Id[]): Promise<void> {
  await demandFor(graph, actor, 'settle', ids)
  const { ends } = await standing(graph, ids)
  await demandFor(graph, actor, 'settle', ends.filter(({ state }) => state === 'proposed').map(({ id }) => id))
}

export interface Decision {
  readonly ids: readonly Id[]
  /** Needed to decline; the proposer is told it. */
  readonly reason?: string
  readonly actor?: string
  readonly origin?: Origin
  readonly dryRun?: boolean
}

export interface DecisionReport {
  readonly relations: number
  readonly entities: number
  /** To take all of it back. */
  readonly batch?: Id
}

/**
 * Publishes proposals: relations, and the proposed things they lead to (who accepts that A funds B accepts
 * that there is a B), or things by themselves. As one batch.
 * @throws NOT_FOUND; CONFLICT for what is not proposed (any more)
 */
export async function accept(graph: GraphStore, decision: Decision): Promise<DecisionReport> {
  const { chosen, ends } = await standing(graph, decision.ids)
  const entities = [...new Map([...chosen.filter(({ type }) => type === 'entity'), ...ends.filter(({ state }) => state === 'proposed')].map((head) => [head.id, head])).values()]
  const relations = chosen.filter(({ type }) => type === 'relation')
  const gone = ends.find(({ state, id }) => state !== 'published' && state !== 'proposed' && !chosen.some((one) => one.id === id))
  if (gone !== undefined) throw conflict(`${gone.id} 是 ${gone.state}，連到它的關係發布了也看不見 (an end of the relation is ${gone.state}): edit the relation, or bring the end back first`, { id: gone.id, state: gone.state })
  const operations = [...entities, ...relations].map((head) => moved(head, 'published'))
  return written(graph, decision, decision.reason ?? '採納提議', operations, relations.length, entities.length)
}

/** Turns proposals down, with words. Proposed things that only they led to go with them. */
export async function decline(graph: GraphStore, decision: Decision): Promise<DecisionReport> {
  const reason = decision.reason?.trim() ?? ''
  if (reason === '') throw badInput('reason', '退回要說明原因 (to decline needs a reason: --reason TEXT)')
  const { chosen, ends } = await standing(graph, decision.ids)
  const relations = chosen.filter(({ type }) => type === 'relation')
  const going = new Set(relations.map(({ id }) => id))
  const alone: Head[] = chosen.filter(({ type }) => type === 'entity')
  for (const head of ends) {
    if (head.state !== 'proposed' || alone.some(({ id }) => id === head.id)) continue
    const page = await graph.relations(head.id, { includeProposed: true, includeDeprecated: true, evidence: false }, WHOLE, { first: 200 })
    if (!page.hasNextPage && page.items.every(({ id }) => going.has(id))) alone.push(head)
  }
  const operations = [...relations, ...alone].map((head) => moved(head, 'declined'))
  return written(graph, decision, reason, operations, relations.length, alone.length)
}

export interface Amendment {
  readonly type?: string
  readonly from?: Id
  readonly to?: Id
  readonly start?: string
  readonly end?: string
}

/**
 * Corrects a proposal and publishes it. Whoever does has read its evidence: that counts as checked.
 * @throws as `accept`; BAD_USER_INPUT where the vocabulary does not allow it
 */
export async function amend(graph: GraphStore, id: Id, amendment: Amendment, { actor = 'review', origin = 'cli', reason = '修改後採納' }: Omit<Decision, 'ids'> = {}): Promise<DecisionReport & { readonly changeset: Id }> {
  const { chosen: [head] } = await standing(graph, [id])
  if (head!.type !== 'relation') throw badInput('id', `${id} is not a relation: only relations are amended`)
  const { type, ...rest } = amendment
  const before = head!.record as RelationRecord
  const record: RelationRecord = { ...before, state: 'published', ...rest, ...(type === undefined ? {} : { relation: type }) }
  const [view] = (await graph.relationsById([id], WHOLE)).values()
  const evidence = [...(await graph.heads(view?.evidence.map((one) => one.id) ?? [], WHOLE)).values()]
  const ends = [...(await graph.heads([record.from, record.to], WHOLE)).values()].filter(({ state }) => state === 'proposed')
  const operations: Operation[] = [
    ...ends.map((one) => moved(one, 'published')), { op: 'put', record, base: head!.version },
    // said again in the same breath, so that the edit does not leave it unchecked
    ...evidence.map((one): Operation => ({ op: 'put', record: one.record!, base: one.version })),
  ]
  const changeset = newId()
  await graph.commit({ id: changeset, actor, reason, origin, operations })
  return { relations: 1, entities: ends.length, changeset }
}

/** The records decided on, and the ends of the relations among them. */
async function standing(graph: GraphStore, ids: readonly Id[]): Promise<{ chosen: Head[]; ends: Head[] }> {
  const heads = await graph.heads([...new Set(ids)], WHOLE)
  const chosen = [...new Set(ids)].map((id) => {
    const head = heads.get(id)
    if (head === undefined || head.record === null || (head.type !== 'relation' && head.type !== 'entity')) throw notFound(`proposal ${id}`)
    if (head.state !== 'proposed') throw conflict(`${id} 不是待審的：它是 ${head.state} (is not proposed any more)`, { id, state: head.state })
    return head
  })
  const ends = chosen.flatMap(({ record }) => (record?.type === 'relation' ? [record.from, record.to] : []))
  return { chosen, ends: [...(await graph.heads([...new Set(ends)], WHOLE)).values()] }
}

const moved = ({ record, version }: Head, state: 'published' | 'declined'): Operation =>
  ({ op: 'put', record: { ...(record as RelationRecord | EntityRecord), state }, base: version })

async function written(graph: GraphStore, { actor = 'review', origin = 'cli', dryRun, ids }: Decision, title: string, operations: readonly Operation[], relations: number, entities: number): Promise<DecisionReport> {
  if (dryRun === true || operations.length === 0) return { relations, entities }
  const writer = new BatchWriter(graph, { title, actor, origin, input: `review ${newId()} ${ids.length}` })
  for (let i = 0; i < operations.length; i += MAX_OPERATIONS) {
    await writer.write(operations.slice(i, i + MAX_OPERATIONS), { done: i }, i + MAX_OPERATIONS >= operations.length)
  }
  return { relations, entities, ...(writer.id === undefined ? {} : { batch: writer.id }) }
}
