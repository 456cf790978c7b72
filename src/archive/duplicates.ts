import type { EntityRef, EntityView, GraphStore, Page } from '../graph/port.ts'
import { cursor, placeOf } from '../graph/log.ts'
import { viewerKey, type Viewer } from '../model/audience.ts'
import { nameKey } from '../model/names.ts'
import type { Kind } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { apartSeen } from './merge/apart-seen.ts'
import { DATASET } from './identity.ts'
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
  /** Relations of one type that both have with the same other. */
  readonly shared: readonly { readonly type: string; readonly other: EntityRef }[]
  /** What says something of either: works and registers, a few. */
  readonly sources: readonly [a: readonly EntityRef[], b: readonly EntityRef[]]
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

/** Relations of each looked at for what they share, and how many of those and of the sources are told. */
const [LOOKED_AT, TOLD] = [100, 3]

async function shown(graph: GraphStore, viewer: Viewer, { a, b, names, reason, score, for: speaksFor, against }: Pair): Promise<Duplicate> {
  const [ours, theirs] = [await neighbours(graph, viewer, a), await neighbours(graph, viewer, b)]
  const shared = [...ours.ties].flatMap(([key, tie]) => (theirs.ties.has(key) ? [tie] : []))
  const written = async (one: string): Promise<string> => inFull(await registerIn(graph, viewer, one), names)
  return {
    a: ref(a), b: ref(b), names, reason, score, for: await Promise.all(speaksFor.map(written)), against: await Promise.all(against.map(written)),
    shared, sources: [ours.sources, theirs.sources],
  }
}

/** What both are related to, in words: 「共同的關係：立案於 臺北市政府社會局」. */
export function sharedText(shared: Duplicate['shared'], vocabulary: Vocabulary): string[] {
  if (shared.length === 0) return []
  const told = shared.slice(0, TOLD).map(({ type, other }) => `${vocabulary.relations.get(type)?.forward['zh-Hant'] ?? type} ${other.name}`)
  return [`共同的關係 (shared relations): ${told.join('、')}${shared.length > TOLD ? ' …' : ''}`]
}

const ref = ({ id, name, kind }: EntityRef): EntityRef => ({ id, name, kind })

/** A register by its name in the place of its code; neither where the viewer does not see it. */
async function registerIn(graph: GraphStore, viewer: Viewer, reason: string): Promise<string> {
  const [, words, code] = /^(同一名冊.*): (\S+)$/u.exec(reason) ?? []
  if (code === undefined) return reason
  const { items: [register] } = await graph.find({ identifiers: [{ scheme: DATASET, value: code }] }, viewer, { first: 1 })
  return register === undefined ? words! : `${words!}: ${register.name}`
}

/** A part of a name as it is written, in the place of its key: 無障礙 for 无障碍. */
function inFull(reason: string, names: readonly string[]): string {
  const [, words, keys] = /^(名稱的主體.*): (\S+)$/u.exec(reason) ?? []
  return keys === undefined ? reason : `${words!}: ${keys.split('／').map((key) => names.map((name) => writtenAs(name, key)).find((one) => one !== undefined) ?? key).join('／')}`
}

function writtenAs(name: string, key: string): string | undefined {
  const chars = [...name]
  for (const [from] of chars.entries()) for (let to = from + 1; to <= chars.length; to++) {
    const part = chars.slice(from, to).join('')
    if (nameKey(part) === key) return part
  }
  return undefined
}

interface Around {
  /** By type and other end. */
  readonly ties: ReadonlyMap<string, { readonly type: string; readonly other: EntityRef }>
  readonly sources: readonly EntityRef[]
}

async function neighbours(graph: GraphStore, viewer: Viewer, view: EntityView): Promise<Around> {
  const { items } = await graph.relations(view.id, { includeProposed: true }, viewer, { first: LOOKED_AT })
  const ties = items.map(({ type, from, to }) => ({ type, other: ref(from.id === view.id ? to : from) }))
  const sources = new Map(items.flatMap(({ evidence }) => evidence.map(({ source }) => [source.id, ref(source)])))
  return { ties: new Map(ties.map((tie) => [`${tie.type} ${tie.other.id}`, tie])), sources: [...sources.values()].slice(0, TOLD) }
}
