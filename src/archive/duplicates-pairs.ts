import type { EntityView, GraphStore } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Viewer } from '../model/audience.ts'
import { compareNames, Contractions, keysOf, Postings, type Likeness, type NameKeys, type Reason } from '../model/names/index.ts'
import { KINDS, type Kind } from '../model/records.ts'
import { evidenceOn } from './duplicates-evidence.ts'
import { ownOf, sharing, walkedBy, type Own, type Sharing } from './duplicates-shared.ts'
import { pages } from '../graph/every.ts'

/** Two records that may be one; `a` has the lower id. */
export interface Pair extends Omit<Likeness, 'certain' | 'reason'> {
  /** `shared`: not by their names alone, but by what both are related to. */
  readonly reason: Reason | 'shared'
  readonly a: EntityView
  readonly b: EntityView
  /** The names that are alike. */
  readonly names: readonly [a: string, b: string]
}

/** Below this a pair is not worth a person's time. */
const LEAST = 0.45
/** A key that more records share tells none of them from the others. */
const CROWD = 40
/** Views fetched in one query: some milliseconds. */
const SLICE = 200

/** Reasons to look at a pair for this kind; cores are what organizations have. */
const WORTH: Readonly<Partial<Record<Reason, number>>> = { printed: 0, key: 0, alias: 0, titled: 0, bracketed: 0, translated: 0, short: 0.6, bare: 0, place: 0.6, similar: 0, core: 0.5 }

/**
 * All pairs that may be one, the likeliest first. Only records that share a key are compared, never all with all.
 * Merged records are not among them: their survivor is.
 */
export async function pairsOf(graph: GraphStore, viewer: Viewer, kind?: Kind): Promise<Pair[]> {
  const turns = new Turns()
  // in a thread of its own, where the store has some: meanwhile the names are read
  const [views, walked] = await Promise.all([viewsOf(graph, viewer, kind), walkedBy(graph, viewer)])
  const blocks = new Map<Kind, Blocks>(KINDS.map((one) => [one, new Blocks()]))
  const contractions = new Contractions()
  const owns: Own[][] = []
  for (const [i, view] of views.entries()) {
    const block = blocks.get(view.kind)!
    const own: Own[] = []
    for (const { text, sort } of view.names) {
      const keys = keysOf(text)
      block.add(keys, i)
      if (sort !== 'short') own.push(ownOf(text, keys))
      if (view.kind === 'Organization') contractions.add(keys, { place: i, text, sort })
    }
    owns.push(own)
    if (turns.isOver) await turns.next()
  }
  const seen = new Set<number>()
  const alike = new Set<number>()
  const pairs: Pair[] = []
  const consider = (i: number, j: number): void => {
    const [low, high] = i < j ? [i, j] : [j, i]
    const number = low * views.length + high
    if (low === high || seen.has(number)) return
    seen.add(number)
    const pair = compare(views[low]!, views[high]!)
    if (pair === undefined) return
    alike.add(number)
    pairs.push(pair)
  }
  for (const list of [...blocks.values()].flatMap(({ lists }) => lists)) {
    for (const block of list.shared()) {
      if (turns.isOver) await turns.next()
      if (block.length > CROWD) continue
      for (const i of block) for (const j of block) if (i < j) consider(i, j)
    }
  }
  for (const [i, view] of views.entries()) {
    if (turns.isOver) await turns.next()
    if (view.kind !== 'Organization') continue
    for (const { text, sort } of view.names) if (sort === 'official') for (const place of contractions.of(text)) consider(i, place)
  }
  for (const one of await sharing(walked, views, owns)) {
    const pair = alike.has(one.i * views.length + one.j) ? undefined : sharedPair(views[one.i]!, views[one.j]!, one)
    if (pair !== undefined) pairs.push(pair)
  }
  return pairs.sort(inOrder)
}

/** Those of one kind by what names that may be alike have in common: one of these keys; a core only with the same head (協會 is not 基金會). */
class Blocks {
  readonly #whole = new Postings()
  readonly #places = new Postings()
  readonly #cores = new Postings()
  readonly #open = new Postings()
  readonly lists = [this.#whole, this.#places, this.#cores, this.#open]

  add({ whole, open, parts: { bare, local, core, head } }: NameKeys, place: number): void {
    for (const key of whole) this.#whole.add(key, place)
    this.#places.add(bare, place)
    if (local !== '') this.#places.add(local, place)
    if (core.length > 1) this.#cores.add(`${core}|${head}`, place)
    for (const key of open) this.#open.add(key, place)
  }
}

/** The order of the queue. */
export const inOrder = (x: { score: number; a: { id: string }; b: { id: string } }, y: typeof x): number =>
  y.score - x.score || (x.a.id < y.a.id ? -1 : x.a.id > y.a.id ? 1 : x.b.id < y.b.id ? -1 : x.b.id > y.b.id ? 1 : 0)

async function viewsOf(graph: GraphStore, viewer: Viewer, kind: Kind | undefined): Promise<EntityView[]> {
  const views: EntityView[] = []
  for await (const some of pages((page) => graph.find({ includeProposed: true, ...(kind === undefined ? {} : { kinds: [kind] }) }, viewer, page), SLICE)) views.push(...some)
  return views
}

/** Reasons that take two whole names: the short form of a unit is like those of all its namesakes. */
const OF_WHOLE: ReadonlySet<Reason> = new Set(['short', 'place', 'similar', 'core'])

/** By the names that are most alike; one of the two must be official: many units share a short form (秘書室). */
function compare(a: EntityView, b: EntityView): Pair | undefined {
  let best: (Likeness & { names: [string, string] }) | undefined
  for (const x of a.names) {
    for (const y of b.names) {
      if (x.sort !== 'official' && y.sort !== 'official') continue
      const like = compareNames(x.text, y.text, { kind: a.kind, sort: y.sort === 'official' ? x.sort : y.sort })
      if (like !== undefined && (x.sort === 'short' || y.sort === 'short') && OF_WHOLE.has(like.reason)) continue
      if (like !== undefined && (best === undefined || like.score > best.score)) best = { ...like, names: [x.text, y.text] }
    }
  }
  if (best === undefined || best.score < (WORTH[best.reason] ?? 1)) return undefined
  const { for: speaksFor, against, weight } = evidenceOn(a, b)
  const score = Math.round(Math.min(0.99, Math.max(0, best.score + weight)) * 1_000) / 1_000
  if (score < LEAST) return undefined
  return { a, b, names: best.names, reason: best.reason, score, for: [...best.for, ...speaksFor], against: [...best.against, ...against] }
}

/** What is worth that names are alike, and each of what both are related to; from the third on it says no more. */
const [BY_NAMES, BY_SHARED, MOST_SHARED] = [0.4, 0.1, 3]

function sharedPair(a: EntityView, b: EntityView, { shared, likeness, names }: Sharing): Pair | undefined {
  const { for: speaksFor, against, weight } = evidenceOn(a, b)
  const score = Math.round(Math.min(0.99, Math.max(0, 0.15 + BY_NAMES * likeness + BY_SHARED * Math.min(shared, MOST_SHARED) + weight)) * 1_000) / 1_000
  if (score < LEAST) return undefined
  return { a, b, names, reason: 'shared', score, for: ['名稱相近，又有共同的關係 (names alike, and related to the same)', ...speaksFor], against: ['名稱不同 (the names differ)', ...against] }
}
