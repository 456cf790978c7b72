import type { GraphStore } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import { audienceFromKey, WHOLE } from '../../model/audience.ts'
import type { LoggedChangeset, LoggedOperation } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import { subjects } from '../../model/references.ts'
import { slices } from '../../model/slices.ts'

/** Records looked up together. */
const PART = 500

export interface Touched {
  readonly operation: LoggedOperation
  /** Whose watchers may want to know: whether they may is asked when they are told. */
  readonly of: readonly Id[]
}

/**
 * What a changeset says something new about.
 * @param owners communities by the id of their protocol: what a protocol guards is news of its community
 */
export async function* touchedBy(graph: Pick<GraphStore, 'heads'>, { operations }: LoggedChangeset, owners: (protocol: string) => readonly Id[]): AsyncGenerator<Touched> {
  const turns = new Turns()
  const records = new Map<Id, ArchiveRecord>()
  for (const { id, type, payload } of operations) {
    if (type === 'entity') continue
    if (payload != null) records.set(id, { ...(JSON.parse(payload) as object), id, type } as ArchiveRecord)
    if (turns.isOver) await turns.next()
  }
  // of a withdrawal the log has no words, and of evidence not what its relation is about
  const relations = [...records.values()].flatMap((record) => (record.type === 'evidence' ? [record.relation] : []))
  const first = operations.flatMap(({ id, type }) => (type === 'entity' ? [] : [id]))
  await lookUp(graph, records, [...first, ...relations])
  await lookUp(graph, records, first.flatMap((id) => { const record = records.get(id); return record?.type === 'evidence' ? [record.relation] : [] }))
  for (const operation of operations) {
    yield { operation, of: [...new Set([...about(operation, records), ...audienceFromKey(operation.audience).protocols.flatMap(owners)])] }
    if (turns.isOver) await turns.next()
  }
}

async function lookUp(graph: Pick<GraphStore, 'heads'>, records: Map<Id, ArchiveRecord>, ids: readonly Id[]): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !records.has(id))
  for (const slice of slices(missing, PART)) {
    for (const { id, record } of (await graph.heads(slice, WHOLE)).values()) if (record !== null) records.set(id, record)
  }
}

function about({ id, type, into }: LoggedOperation, records: ReadonlyMap<Id, ArchiveRecord>): readonly Id[] {
  const record = records.get(id)
  if (type === 'entity') return into === undefined ? [id] : [id, into]
  return aboutRecord(id, record, record?.type === 'evidence' ? records.get(record.relation) : undefined)
}

/** What a record says something about, itself where that can be watched. @param relation of evidence, the relation it is on */
export function aboutRecord(id: Id, record: ArchiveRecord | undefined, relation?: ArchiveRecord): readonly Id[] {
  switch (record?.type) {
    case 'entity': return [id]
    case 'relation': return [id, record.from, record.to]
    case 'evidence': return [record.source, record.relation, ...(relation?.type === 'relation' ? [relation.from, relation.to] : [])]
    case 'content': return [record.entity]
    case 'collection': return [record.entity]
    case 'protocol': return [id, ...record.owners]
    case 'community': return [id]
    default: return record === undefined ? [id] : subjects(record)
  }
}
