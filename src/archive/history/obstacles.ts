import type { GraphStore } from '../../graph/port.ts'
import { WHOLE, type Viewer } from '../../model/audience.ts'
import type { Head, LoggedOperation } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { references } from '../../model/references.ts'
import { displayName, type ArchiveRecord, type RecordType } from '../../model/records.ts'
import { isOurs } from '../member.ts'
import { Seen } from '../seen.ts'
import type { Held } from './planning.ts'

/** What stands in the way of undoing something, as whoever undoes it sees it: a later edit, and whose. */
export interface Obstacle {
  readonly id: Id
  readonly type: RecordType
  readonly name: string
  /** As a changeset keeps it: an account, or what no account did in words. */
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly why: string
  /** Parts that therefore stay as they are; none where it is the record as a whole. */
  readonly parts: readonly string[]
}

export const WHY = {
  changed: '後來改過 (changed since)', merged: '後來併入別的 (merged into another since)', into: '後來併入要撤回的 (merged into it since)', refers: '後來以它為據 (refers to it)',
  needed: '留下來的還連著它 (what stays leads to it)', destroyed: '從前的內容已塗除 (the words to go back to are destroyed)', theirs: '從前的讀者不歸您決定 (who read it before is not yours to decide)',
} as const

type Reads = Pick<GraphStore, 'heads' | 'history' | 'changeset' | 'replay'>

/** What later changesets made stand on what these made. */
export interface Standing {
  /** By what they stand on. */
  readonly on: ReadonlyMap<Id, Head>
  /** Living records that stand on them, and that whoever undoes it cannot see. */
  readonly hidden: readonly Head[]
}

/** Made by one of these, or put by it: to somebody who sees no version before, that is the same. */
const [CREATED, PUT] = [1, 2]

/**
 * Living records of other changesets that name, or were merged into, something that these made. Joins by rule are not
 * edits: they follow from what is there.
 * @param sequences of the changesets to undo, descending
 * @param own the batch that is undoing them already
 * @param viewer what they cannot see stands in nobody's way, or it would be told of
 */
export async function standingOn(graph: Reads, sequences: readonly number[], newest: number, own: Id | undefined, viewer: Viewer): Promise<Standing> {
  const gaps = between(sequences, newest)
  if (gaps.length === 0) return { on: new Map(), hidden: [] }
  const made = new Seen()
  for (const sequence of sequences) {
    for (const { op, version, id } of (await graph.changeset({ sequence }))!.operations) {
      if (op === 'put' && (version === 1 || viewer.whole !== true)) made.add(id, 1, version === 1 ? CREATED : PUT)
    }
  }
  const isNew = (id: Id): boolean => made.rowOf(id, CREATED) !== 0
  const isMade = (id: Id): boolean => isNew(id) || (viewer.whole !== true && made.rowOf(id, PUT) !== 0)
  const on = new Map<Id, Head>()
  const hidden: Head[] = []
  const suspects = new Set<Id>()
  const check = async (): Promise<void> => {
    const ids = [...suspects]
    suspects.clear()
    if (ids.length === 0) return
    const [whole, seen] = [await graph.heads(ids, WHOLE), await graph.heads(ids, viewer)]
    for (const head of whole.values()) {
      if (head.state === 'withdrawn' || head.record === null) continue
      const base = [...references(head.record), ...(head.mergedInto !== undefined && !isOurs(head.mergeRule) ? [head.mergedInto] : [])].filter(isMade)
      if (base.length === 0) continue
      if (!seen.has(head.id)) hidden.push(head)
      else for (const id of base) on.set(id, head)
    }
  }
  for (const [after, until] of gaps) {
    for await (const changeset of graph.replay(after)) {
      if (changeset.sequence > until) break
      if (own !== undefined && changeset.batch?.id === own) continue
      for (const operation of changeset.operations) if (!isNew(operation.id) && standsOn(operation, isMade)) suspects.add(operation.id)
      if (suspects.size > 1_000) await check()
    }
  }
  await check()
  return { on, hidden }
}

/** Runs of sequences of others behind the first of these: [after, until]. */
function between(sequences: readonly number[], newest: number): [after: number, until: number][] {
  const gaps: [number, number][] = []
  let until = newest
  for (const sequence of sequences) {
    if (sequence < until) gaps.push([sequence, until])
    until = sequence - 1
  }
  return gaps.reverse()
}

/** Whether this operation made something refer to, or be merged into, what was made. */
function standsOn({ op, type, into, rule, payload }: LoggedOperation, isMade: (id: Id) => boolean): boolean {
  if (op === 'merge') return !isOurs(rule) && isMade(into!)
  return op === 'put' && payload != null && references({ ...(JSON.parse(payload) as ArchiveRecord), type } as ArchiveRecord).some(isMade)
}

/**
 * Tells of a record why it stays, with who changed it last as far as the viewer may see.
 * @param own the undo itself, batch or changeset, which is not what stands in its way
 */
async function told(graph: Pick<GraphStore, 'history'>, viewer: Viewer, head: Head, why: string, parts: readonly string[] = [], own?: Id): Promise<Obstacle> {
  const { items } = await graph.history(head.id, viewer, { first: 10 })
  const newest = items.find(({ batch, changeset }) => own === undefined || (batch !== own && changeset !== own)) ?? items[0]
  return { id: head.id, type: head.type, name: head.record === null ? '' : nameOf(head.record), by: newest?.actor ?? '', at: newest?.at ?? 0, why, parts }
}

/** The words for whoever undoes it, of at most so many. */
export const toldOf = (graph: Pick<GraphStore, 'history'>, viewer: Viewer, held: readonly Held[], most: number, own?: Id): Promise<Obstacle[]> =>
  Promise.all(held.slice(0, most).map(({ head, why, parts }) => told(graph, viewer, head, why, parts, own)))

/** What a record is called where it is only named. */
export function nameOf(record: ArchiveRecord): string {
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
