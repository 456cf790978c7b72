import type { GraphStore } from '../graph/port.ts'
import { audienceKey, WHOLE, type Viewer } from '../model/audience.ts'
import type { Head, LoggedChangeset, LoggedOperation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import { references } from '../model/references.ts'
import { displayName, payloadOf, type ArchiveRecord } from '../model/records.ts'
import { isOurs } from './member.ts'
import { Seen } from './seen.ts'

/** What stands in the way of undoing something: a later edit, and whose. */
export interface Obstacle {
  readonly id: Id
  readonly name: string
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly why: string
}

/** More are not named: one is enough to refuse. */
const ENOUGH = 10

type Reads = Pick<GraphStore, 'heads' | 'history' | 'changeset' | 'replay'>

const TOUCHED = 1
const CREATED = 2

/**
 * Later edits that stand on these changesets, the newest changeset first: a record that is no longer as
 * they left it, or a living record of somebody else's that refers to one they created. Joins by rule are
 * not edits: they follow from what is there.
 * @param sequences of the changesets to undo, descending
 * @param own the batch that is undoing them already
 * @param viewer what they cannot see stands in nobody's way, or it would be told of
 */
export async function obstacles(graph: Reads, sequences: readonly number[], own: Id | undefined, viewer: Viewer = WHOLE): Promise<Obstacle[]> {
  const seen = new Seen()
  const found: Obstacle[] = []
  for (const sequence of sequences) {
    const changeset = (await graph.changeset({ sequence }))!
    const last = lastOf(changeset, seen)
    const heads = await graph.heads([...last.keys()], viewer)
    for (const [id, operation] of last) {
      const head = heads.get(id)
      if (head === undefined || isAsLeft(head, operation)) continue
      found.push(await told(graph, head, '後來改過 (changed since)'))
      if (found.length === ENOUGH) return found
    }
  }
  return [...found, ...(await dependants(graph, sequences, own, seen, ENOUGH - found.length, viewer))]
}

/** The last thing done to each record that no newer changeset of these has touched. */
function lastOf({ operations }: LoggedChangeset, seen: Seen): Map<Id, LoggedOperation> {
  const last = new Map<Id, LoggedOperation>()
  for (const operation of operations) {
    if (operation.op === 'put' && operation.version === 1) seen.add(operation.id, 1, CREATED)
    if ((operation.op === 'merge' || operation.op === 'unmerge') && isOurs(operation.rule)) continue
    if (seen.rowOf(operation.id, TOUCHED) === 0) last.set(operation.id, operation)
  }
  for (const id of last.keys()) seen.add(id, 1, TOUCHED)
  return last
}

function isAsLeft(head: Head, operation: LoggedOperation): boolean {
  // gone is gone: undoing leaves it so
  if (head.state === 'withdrawn' || head.record === null) return true
  if (head.mergedInto !== undefined && !isOurs(head.mergeRule) && !(operation.op === 'merge' && operation.into === head.mergedInto)) return false
  if (operation.op === 'merge') return head.mergedInto === operation.into
  if (operation.op === 'unmerge') return head.mergedInto === undefined
  if (operation.op !== 'put') return head.state === operation.state
  return head.state === operation.state && audienceKey(head.audience) === operation.audience && JSON.stringify(payloadOf(head.record)) === operation.payload
}

async function dependants(graph: Reads, sequences: readonly number[], own: Id | undefined, seen: Seen, enough: number, viewer: Viewer): Promise<Obstacle[]> {
  const first = sequences.at(-1)
  if (first === undefined || enough <= 0) return []
  const ours = new Set(sequences)
  const created = (id: Id): boolean => seen.rowOf(id, CREATED) !== 0
  const suspects = new Set<Id>()
  const found: Obstacle[] = []
  const check = async (): Promise<void> => {
    for (const head of (await graph.heads([...suspects], viewer)).values()) {
      if (found.length >= enough || head.state === 'withdrawn' || head.record === null) continue
      if (head.mergedInto !== undefined && created(head.mergedInto) && !isOurs(head.mergeRule)) found.push(await told(graph, head, '後來併入要撤回的 (merged into it since)'))
      else if (references(head.record).some(created)) found.push(await told(graph, head, '後來以它為據 (refers to it)'))
    }
    suspects.clear()
  }
  for await (const changeset of graph.replay(first)) {
    if (found.length >= enough) break
    if (ours.has(changeset.sequence) || (own !== undefined && changeset.batch?.id === own)) continue
    for (const operation of changeset.operations) {
      if (standsOn(operation, created)) suspects.add(operation.id)
    }
    if (suspects.size > 1_000) await check()
  }
  await check()
  return found
}

/** Whether this operation made something refer to, or be merged into, what was created. */
function standsOn({ op, id, type, into, rule, payload }: LoggedOperation, created: (id: Id) => boolean): boolean {
  if (op === 'merge') return !isOurs(rule) && created(into!)
  return op === 'put' && payload != null && !created(id) && references({ ...(JSON.parse(payload) as ArchiveRecord), type } as ArchiveRecord).some(created)
}

async function told(graph: Reads, head: Head, why: string): Promise<Obstacle> {
  const newest = (await graph.history(head.id, WHOLE, { first: 1 })).items[0]
  const record = head.record
  return { id: head.id, name: record === null ? '' : nameOf(record), by: newest?.actor ?? '', at: newest?.at ?? 0, why }
}

function nameOf(record: ArchiveRecord): string {
  switch (record.type) {
    case 'entity': return displayName(record.names)
    case 'relation': return record.relation
    case 'evidence': return record.quote ?? 'evidence'
    case 'content': return record.passages[0] === undefined ? record.files?.[0]?.name ?? 'place' : `${record.passages[0].text.slice(0, 20)}…`
    case 'community':
    case 'protocol': return record.label['zh-Hant']
    case 'proposal': return record.words ?? '提案 (a proposal)'
    case 'annotation': return record.text ?? '註記 (an annotation)'
    case 'collection': return '專題 (a collection)'
    case 'distinction': return '不是同一個 (not the same)'
    case 'term': return record.code
  }
}
