import type { EntityRef, GraphStore, Page } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { EVERYONE, type Viewer } from '../../model/audience.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { badInput, conflict, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, newId, type Id } from '../../model/ids.ts'
import type { DistinctionRecord } from '../../model/records.ts'
import type { Parting } from '../apart.ts'
import { demandMerge } from '../contribute/rights.ts'
import { send, type Written } from '../contribute/write.ts'
import { Lookup } from '../lookup.ts'
import { predicted } from '../predict.ts'
import { rejoin } from '../rejoin.ts'
import { distinctionsBetween, distinctionsOf, groupOf, type Distinction } from './group.ts'
import type { MergePorts } from './ports.ts'

/** What somebody says when they tell two apart. */
export interface Distinguishing {
  readonly one: Id
  readonly other: Id
  /** How they know. */
  readonly reason: string
  readonly key: string
}

/**
 * Remembers that two entities are not the same (SEMANTICS 4): they are not suggested again, and no rule joins them, nor
 * what a person merges with either. What a rule had joined is parted. Whoever reads both reads it.
 * @throws NOT_FOUND; CONFLICT where that is known already, or where a person merged them; FORBIDDEN, UNAUTHENTICATED
 */
export async function distinguish(ports: MergePorts, actor: Actor | undefined, { one, other, reason, key }: Distinguishing): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  return send(ports, actor, { key, reason }, () => distinction(ports, actor, one, other, reason))
}

/** The operations that tell two apart. @param parted whether one of them is parted from the other in the same changeset */
export async function distinction({ graph }: MergePorts, actor: Actor, one: Id, other: Id, reason: string, parted?: Head): Promise<Operation[]> {
  if (one === other) throw badInput('other', '請給兩個不同的條目 (name two different entities)')
  const [a, b] = await both(graph, actor.viewer, one, other)
  demandMerge(actor, a, b)
  const views = await graph.entities([one, other], actor.viewer)
  const [first, second] = [views.get(one), views.get(other)]
  if (first === undefined || second === undefined) throw notFound(first === undefined ? one : other)
  const known = first.id === second.id ? [] : await distinctionsBetween(graph, actor.viewer, first, second)
  if (known.length > 0) throw conflict('已經記下它們不是同一個 (that they are not the same is known already)', { id: known[0]!.id })
  const record: DistinctionRecord = { id: newId(), type: 'distinction', state: 'published', audience: EVERYONE, ...(actor.account === 'maintenance' ? {} : { by: actor.account }), one, other, reason: reason.trim() }
  const put: Operation = { op: 'put', base: null, record }
  if (parted !== undefined) return [put]
  const follows = await following(graph, [a, b], { made: [record], gone: [] })
  if (first.id === second.id && !follows.apart) throw conflict('這兩個已經合併成一個，請先拆開 (somebody merged the two: part them first)', null)
  return [put, ...follows.operations]
}

/**
 * Takes back that two are not the same. What rules joined before they may join again.
 * @throws NOT_FOUND, FORBIDDEN, UNAUTHENTICATED
 */
export async function undistinguish(ports: MergePorts, actor: Actor | undefined, { id, reason, key }: { readonly id: Id; readonly reason: string; readonly key: string }): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  const { graph } = ports
  return send(ports, actor, { key, reason }, async () => {
    const head = isId(id) ? (await graph.heads([id], actor.viewer)).get(id) : undefined
    if (head?.record?.type !== 'distinction' || head.state !== 'published') throw notFound(id)
    const { record } = head
    const ends = [...(await graph.heads([record.one, record.other], actor.viewer)).values()]
    demandMerge(actor, ...ends)
    const { operations } = await following(graph, ends, { made: [], gone: [record] })
    return [{ op: 'withdraw', id, base: head.version, reason: reason.trim() }, ...operations]
  })
}

async function both(graph: Pick<GraphStore, 'heads'>, viewer: Viewer, one: Id, other: Id): Promise<[Head, Head]> {
  const heads = await graph.heads([one, other].filter(isId), viewer)
  const [a, b] = [one, other].map((id) => {
    const head = heads.get(id)
    if (head?.record?.type !== 'entity' || head.state === 'withdrawn' || head.state === 'declined') throw notFound(id)
    return head
  })
  return [a!, b!]
}

/** The joins by rule that follow, and whether the two are apart after them. */
async function following(graph: MergePorts['graph'], heads: readonly Head[], parting: Parting): Promise<{ operations: Operation[]; apart: boolean }> {
  const lookup = new Lookup(graph)
  const operations = await rejoin(new Map(heads.map((head) => [head.id, { before: head, after: head }])), lookup, parting)
  const after = predicted(operations, (id) => lookup.known(id) ?? heads.find((head) => head.id === id))
  const end = (head: Head): Id => {
    let at = after.get(head.id) ?? head
    while (at.mergedInto !== undefined) {
      const next = after.get(at.mergedInto) ?? lookup.known(at.mergedInto)
      if (next === undefined) return at.mergedInto
      at = next
    }
    return at.id
  }
  return { operations, apart: heads.length < 2 || end(heads[0]!) !== end(heads[1]!) }
}

/** Two that are not the same, as they are shown: survivors of what was meant. */
export interface DistinctionView {
  readonly id: Id
  readonly one: EntityRef
  readonly other: EntityRef
  readonly reason?: string
  /** As a changeset keeps it. */
  readonly by: string
  readonly at: number
}

/**
 * What was found not to be the same, among what the viewer sees: of one entity and all that was merged into it, or all of
 * it in the order of ids. A page may hold fewer than were asked for.
 */
export async function distinctions({ graph, viewer }: { readonly graph: Pick<GraphStore, 'naming' | 'scan' | 'entities' | 'history'>; readonly viewer: Viewer }, { of, first = 20, after }: { readonly of?: Id; readonly first?: number; readonly after?: string } = {}): Promise<Page<DistinctionView>> {
  if (of !== undefined) {
    const view = isId(of) ? (await graph.entities([of], viewer)).get(of) : undefined
    if (view === undefined) throw notFound(of)
    const found = (await distinctionsOf(graph, viewer, groupOf(view))).sort((x, y) => (x.id < y.id ? -1 : 1)).filter(({ id }) => after === undefined || id > after)
    const shown = found.slice(0, first)
    return { items: await viewsOf(graph, viewer, shown), ...(shown.length === 0 ? {} : { endCursor: shown.at(-1)!.id }), hasNextPage: found.length > shown.length }
  }
  const { items, ...page } = await graph.scan('distinction', viewer, { first, ...(after === undefined ? {} : { after }) })
  return { ...page, items: await viewsOf(graph, viewer, items.filter(({ record, state }) => record !== null && state === 'published') as Distinction[]) }
}

async function viewsOf(graph: Pick<GraphStore, 'entities' | 'history'>, viewer: Viewer, found: readonly Distinction[]): Promise<DistinctionView[]> {
  const views = await graph.entities([...new Set(found.flatMap(({ record }) => [record.one, record.other]))], viewer)
  const ref = (id: Id): EntityRef | undefined => {
    const view = views.get(id)
    return view === undefined ? undefined : { id: view.id, name: view.name, kind: view.kind }
  }
  const all: DistinctionView[] = []
  for (const { id, record } of found) {
    const [one, other] = [ref(record.one), ref(record.other)]
    // withdrawn meanwhile, or drafts: nothing to keep apart
    if (one === undefined || other === undefined) continue
    const [made] = (await graph.history(id, viewer, { first: 1 })).items
    all.push({ id, one, other, ...(record.reason === undefined ? {} : { reason: record.reason }), by: made?.actor ?? '', at: made?.at ?? 0 })
  }
  return all
}
