import type { EntityView, GraphStore, Projection } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Viewer } from '../model/audience.ts'
import { ArchiveError } from '../model/errors.ts'
import { numbersOf, type NameKeys } from '../model/names/index.ts'

/** Two of a list that stand in the same relation to the same others, and whose names have much in common. */
export interface Sharing {
  /** Places in the list, the lower first. */
  readonly i: number
  readonly j: number
  /** How many others, by the same relation and in the same direction. */
  readonly shared: number
  /** Of their names: 0 to 1. */
  readonly likeness: number
  readonly names: readonly [string, string]
}

/** Relations beyond which nobody waits for this. */
const MOST = 1_000_000
/** Something that more than so many stand in a relation to tells none of them from the others: a department has thousands of bodies. */
const CROWD = 12
/** Of the pairs of neighbouring characters: with less in common two names are not alike. */
const [ALIKE, ALIKE_BY_SEVERAL] = [0.6, 0.5]

/** Parts of one whole are told apart by it: 學習環境 and 學習資訊, 第一科 and 第二科. */
const APART_BY = 'PART_OF'

/** What is compared of a name: pairs of neighbouring characters of its core, each as a number. */
export interface Own {
  readonly text: string
  readonly key: string
  readonly pairs: readonly number[]
}

export const ownOf = (text: string, { parts, pairs }: NameKeys): Own => ({ text, key: parts.key, pairs: pairs.map(numberOf) })

/** Of two characters of the basic plane: their codes; else a mixture of the codes, which hardly ever meets another's. */
function numberOf(pair: string): number {
  if (pair.length === 2) return pair.charCodeAt(0) * 2 ** 16 + pair.charCodeAt(1)
  let mixed = 0
  for (let i = 0; i < pair.length; i++) mixed = (Math.imul(mixed, 16_777_619) ^ pair.charCodeAt(i)) >>> 0
  return mixed + 2 ** 32
}

/**
 * Looks for two of one kind that share neighbours. Names alone do not show these: 林振春教授 and 林振椿 who teach the
 * same course in the same school.
 * @param walked of `walkedBy`
 * @param views in the order of ids
 * @param owns of each: all its names but the short ones
 */
export async function sharing(walked: Projection | undefined, views: readonly EntityView[], owns: readonly (readonly Own[])[]): Promise<Sharing[]> {
  if (walked === undefined || views.length < 2) return []
  const found = new Map<number, { shared: number } & Closest>()
  const turns = new Turns()
  for (const group of await tiesOf(walked, views, turns)) {
    for (const i of group) {
      for (const j of group) {
        if (i >= j || views[i]!.kind !== views[j]!.kind) continue
        const known = found.get(i * views.length + j)
        if (known !== undefined) known.shared++
        else {
          const best = closest(owns[i]!, owns[j]!)
          if (best !== undefined && best.likeness >= ALIKE_BY_SEVERAL) found.set(i * views.length + j, { shared: 1, ...best })
        }
      }
    }
    if (turns.isOver) await turns.next()
  }
  return [...found].flatMap(([pair, { shared, ...best }]) => (best.likeness >= (shared > 1 ? ALIKE_BY_SEVERAL : ALIKE) ? [{ i: Math.floor(pair / views.length), j: pair % views.length, shared, ...best }] : []))
}

/** Who is related to whom; undefined where there are too many relations to look at. */
export async function walkedBy(graph: Pick<GraphStore, 'project' | 'statistics'>, viewer: Viewer): Promise<Projection | undefined> {
  const types = Object.keys((await graph.statistics(viewer)).relations).filter((type) => type !== APART_BY)
  if (types.length === 0) return undefined
  try {
    return await graph.project({ types, includeProposed: true, most: MOST }, viewer)
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'TOO_EXPENSIVE') return undefined
    throw error
  }
}

/** Relations looked at between two looks at the clock. */
const STRIDE = 1_024

/** Places of views that stand in the same relation to one of few. */
async function tiesOf({ nodes, from, to, type, types }: Projection, views: readonly EntityView[], turns: Turns): Promise<readonly number[][]> {
  const place = new Int32Array(nodes.length).fill(-1)
  // both are in the order of ids
  for (let i = 0, node = 0; i < views.length && node < nodes.length; node++) {
    if (node % STRIDE === 0 && turns.isOver) await turns.next()
    const id = nodes.at(node)
    while (i < views.length && views[i]!.id < id) i++
    if (views[i]?.id === id) place[node] = i
  }
  const degree = new Uint32Array(nodes.length)
  for (const ends of [from, to]) for (const node of ends) degree[node]!++
  const groups = new Map<number, number[]>()
  const put = (one: number, other: number, way: number): void => {
    if (place[one]! < 0 || degree[other]! > CROWD || degree[other]! < 2) return
    const group = groups.get(other * types.length * 2 + way)
    if (group === undefined) groups.set(other * types.length * 2 + way, [place[one]!])
    // several relations of one type between two follow each other
    else if (group.at(-1) !== place[one]) group.push(place[one]!)
  }
  for (let at = 0; at < from.length; at++) {
    if (at % STRIDE === 0 && turns.isOver) await turns.next()
    put(from[at]!, to[at]!, type[at]! * 2)
    put(to[at]!, from[at]!, type[at]! * 2 + 1)
  }
  const several: number[][] = []
  for (const group of groups.values()) {
    if (group.length > 1) several.push(group)
    if (turns.isOver) await turns.next()
  }
  return several
}

type Closest = Pick<Sharing, 'likeness' | 'names'>

/** Dice (1945): twice what they have in common, of both. Names that differ in a number are two. Undefined where they have nothing in common. */
function closest(ours: readonly Own[], theirs: readonly Own[]): Closest | undefined {
  let best: Closest | undefined
  for (const a of ours) {
    for (const b of theirs) {
      let common = 0
      for (const pair of a.pairs) if (b.pairs.includes(pair)) common++
      const likeness = (2 * common) / (a.pairs.length + b.pairs.length)
      if (common > 0 && (best === undefined || likeness > best.likeness) && numbersOf(a.key) === numbersOf(b.key)) best = { likeness, names: [a.text, b.text] }
    }
  }
  return best
}
