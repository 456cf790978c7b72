import type { GraphStore, Page, PageRequest, RelationView, Waiting, WaitingQuery } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { FieldDifference } from '../../model/difference.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { confidenceOf } from '../../graph/waiting.ts'
import { Docket, type ReviewReads } from './docket.ts'
import { written } from './parts.ts'
import { maySettle } from './rights.ts'
import { textsOf, type ThreeTexts } from './texts.ts'
import { proposalTitle, titleOf } from './titles.ts'

export interface QueueItem extends Waiting {
  readonly title: string
  readonly head: Head
  readonly record: ArchiveRecord
  /** Of a relation, with the words it rests on. */
  readonly relation?: RelationView
  /** Of a proposed change. */
  readonly target?: Head
  /** Whoever asks may decide on it. */
  readonly mayDecide: boolean
}

export interface QueueAsking {
  readonly graph: ReviewReads & Pick<GraphStore, 'waiting'>
  readonly viewer: Viewer
  readonly vocabulary: Vocabulary
}

/** What waits for a decision, with what it takes to decide: only what whoever asks reads. */
export async function queue(asking: QueueAsking, actor: Actor | undefined, query: WaitingQuery, page: PageRequest): Promise<Page<QueueItem>> {
  const found = await asking.graph.waiting(query, asking.viewer, page)
  return { ...found, items: await filled(asking, actor, found.items) }
}

/** One of them, or another record of those that wait or that somebody submitted; undefined where whoever asks does not see it. */
export async function queueItem(asking: QueueAsking, actor: Actor | undefined, id: Id): Promise<QueueItem | undefined> {
  const head = (await asking.graph.heads([id], asking.viewer)).get(id)
  if (head === undefined || head.record === null || (head.state !== 'proposed' && head.state !== 'returned')) return undefined
  const written = (await asking.graph.history(id, asking.viewer, { first: 20 })).items.find(({ op }) => op === 'put')
  const [item] = await filled(asking, actor, [{ id, type: head.type, at: written?.at ?? 0, confidence: 1 }])
  return item && { ...item, confidence: sureness(item) }
}

const sureness = ({ record, relation }: QueueItem): number =>
  (record.type === 'evidence' ? confidenceOf(record) : record.type === 'relation' ? Math.max(0, ...(relation?.evidence ?? []).map(confidenceOf)) : record.by === undefined ? 0 : 1)

async function filled({ graph, viewer, vocabulary }: QueueAsking, actor: Actor | undefined, items: readonly Waiting[]): Promise<QueueItem[]> {
  const heads = await graph.heads(items.map(({ id }) => id), viewer)
  const records = [...heads.values()].flatMap(({ record }) => record ?? [])
  const named = records.flatMap((record) => (record.type === 'proposal' ? [record.target, ...(record.into === undefined ? [] : [record.into])] : []))
  const targets = named.length === 0 ? new Map<Id, Head>() : await graph.heads(named, viewer)
  const relations = [...heads.values(), ...targets.values()].flatMap(({ id, type }) => (type === 'relation' ? id : []))
  const views = relations.length === 0 ? new Map<Id, RelationView>() : await graph.relationsById(relations, viewer)
  const called = (head: Head | undefined): string => (head?.record == null ? '' : titleOf(head.record, views.get(head.id), vocabulary))
  return items.flatMap((item): QueueItem[] => {
    const head = heads.get(item.id)
    // it was decided in between
    if (head === undefined || head.record === null) return []
    const { record } = head
    const [view, target] = [views.get(item.id), record.type === 'proposal' ? targets.get(record.target) : undefined]
    const title = record.type === 'proposal' ? proposalTitle(record, called(target), record.into === undefined ? undefined : called(targets.get(record.into)), vocabulary) : called(head)
    return [{ ...item, title, head, record, mayDecide: maySettle(actor, head), ...(view === undefined ? {} : { relation: view }), ...(target === undefined ? {} : { target }) }]
  })
}

/** The three texts of each part of a proposed change; none of anything else. */
export const textsOn = async ({ graph, viewer }: QueueAsking, { record, target }: QueueItem): Promise<ThreeTexts[]> =>
  (record.type === 'proposal' && target !== undefined ? textsOf(graph, viewer, record, target) : [])

/** What a new record says, part by part, as a difference from nothing; none of a proposed change, which has its three texts. */
export const said = ({ record }: QueueItem): FieldDifference[] => (record.type === 'proposal' ? [] : written(record))

/** What is decided with it, as whoever asks sees it: evidence, ends that are proposed, contents. */
export async function decidedWith({ graph, viewer }: QueueAsking, { id, record }: QueueItem): Promise<Head[]> {
  const docket = new Docket(graph, { account: 'maintenance', name: '', role: 'reader', memberships: new Map(), viewer })
  await docket.read([id])
  const ids = record.type === 'relation' ? [record.from, record.to, ...docket.evidenceOn(id), ...[record.from, record.to].flatMap((end) => docket.contentsOf(end))] : record.type === 'entity' ? docket.contentsOf(id) : []
  return [...new Set(ids)].flatMap((one) => docket.seen(one) ?? []).filter(({ state }) => state === 'proposed')
}
