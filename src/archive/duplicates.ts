import type { EntityRef, EntityView, GraphStore, Page } from '../graph/port.ts'
import { cursor, placeOf } from '../graph/log.ts'
import { viewerKey, type Viewer } from '../model/audience.ts'
import type { Id } from '../model/ids.ts'
import type { Kind } from '../model/records.ts'
import { apartSeen } from './merge/apart-seen.ts'
import { inOrder, pairsOf, type Pair } from './duplicates-pairs.ts'

/** Two records that may be one: for a person to decide. */
export interface Duplicate {
  readonly a: EntityRef
  readonly b: EntityRef
  readonly names: readonly [a: string, b: string]
  readonly reason: Pair['reason']
  /** 0 to 1, evidence on both sides counted. */
  readonly score: number
  readonly for: readonly string[]
  readonly against: readonly string[]
}

export interface DuplicatesOptions {
  readonly kind?: Kind
  /** Default 20. */
  readonly first?: number
  readonly after?: string
}

/**
 * Possible duplicates among what a viewer sees, the likeliest first. Nothing here joins anything. Merged records do
 * not appear: their survivor does.
 */
export async function duplicates({ graph, viewer }: { readonly graph: GraphStore; readonly viewer: Viewer }, { kind, first = 20, after }: DuplicatesOptions = {}): Promise<Page<Duplicate>> {
  const place = after === undefined ? undefined : placeOf<[number, string, string]>(after, 'number', 'string', 'string')
  const behind = (pair: Pair): boolean => place === undefined || inOrder({ score: place[0], a: { id: place[1] }, b: { id: place[2] } }, pair) < 0
  const left = (await pairsSeen(graph, viewer, kind)).filter(behind)
  const items = await Promise.all(left.slice(0, first).map((pair) => shown(graph, viewer, pair)))
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.score, last.a.id, last.b.id) }), hasNextPage: left.length > items.length }
}

/** The pairs of one viewer as the log stood: pages of one list need them again. */
const kept = new WeakMap<GraphStore, Map<string, { sequence: number; pairs: Promise<Pair[]> }>>()
const MOST_LISTS = 4

async function pairsSeen(graph: GraphStore, viewer: Viewer, kind: Kind | undefined): Promise<Pair[]> {
  const lists = kept.get(graph) ?? new Map<string, { sequence: number; pairs: Promise<Pair[]> }>()
  kept.set(graph, lists)
  const [key, sequence] = [`${viewerKey(viewer)} ${kind ?? ''}`, await graph.sequence()]
  const known = lists.get(key)
  if (known?.sequence === sequence) return known.pairs
  const pairs = pairsOf(graph, viewer, kind).then(async (all) => {
    const apart = await apartSeen(graph, viewer)
    return all.filter(({ a, b }) => !apart(a.id, b.id))
  })
  lists.delete(key)
  lists.set(key, { sequence, pairs })
  if (lists.size > MOST_LISTS) lists.delete(lists.keys().next().value!)
  // a failure is not kept
  pairs.catch(() => { if (lists.get(key)?.pairs === pairs) lists.delete(key) })
  return pairs
}

/** Relations of each looked at for what they share, and how many of those are told. */
const [LOOKED_AT, TOLD] = [100, 3]

async function shown(graph: GraphStore, viewer: Viewer, { a, b, names, reason, score, for: speaksFor, against }: Pair): Promise<Duplicate> {
  const [ours, theirs] = [await neighbours(graph, viewer, a), await neighbours(graph, viewer, b)]
  const shared = [...ours].flatMap(([id, { name, types }]) => [...types].filter((type) => theirs.get(id)?.types.has(type)).map((type) => `${type} ${name}`))
  const also = shared.length === 0 ? [] : [`共同的關係 (shared relations): ${shared.slice(0, TOLD).join('、')}${shared.length > TOLD ? ' …' : ''}`]
  return { a: ref(a), b: ref(b), names, reason, score, for: [...speaksFor, ...also], against }
}

const ref = ({ id, name, kind }: EntityView): EntityRef => ({ id, name, kind })

async function neighbours(graph: GraphStore, viewer: Viewer, view: EntityView): Promise<Map<Id, { name: string; types: Set<string> }>> {
  const found = new Map<Id, { name: string; types: Set<string> }>()
  const { items } = await graph.relations(view.id, { includeProposed: true, evidence: false }, viewer, { first: LOOKED_AT })
  for (const { type, from, to } of items) {
    const other = from.id === view.id ? to : from
    const one = found.get(other.id) ?? { name: other.name, types: new Set<string>() }
    one.types.add(type)
    found.set(other.id, one)
  }
  return found
}
