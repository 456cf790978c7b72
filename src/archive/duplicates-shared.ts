import type { EntityView, GraphStore, Projection } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Viewer } from '../model/audience.ts'
import { ArchiveError } from '../model/errors.ts'
import { keysOf, numbersOf } from '../model/names/index.ts'

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

/**
 * Looks for two of one kind that share neighbours. Names alone do not show these: 林振春教授 and 林振椿 who teach the
 * same course in the same school.
 * @param views in the order of ids
 */
export async function sharing(graph: Pick<GraphStore, 'project' | 'statistics'>, viewer: Viewer, views: readonly EntityView[]): Promise<Sharing[]> {
  const walked = await walkedBy(graph, viewer)
  if (walked === undefined || views.length < 2) return []
  const ties = await tiesOf(walked, views)
  const found = new Map<number, number>()
  const turns = new Turns()
  for (const group of ties) {
    for (const i of group) for (const j of group) if (i < j && views[i]!.kind === views[j]!.kind) found.set(i * views.length + j, (found.get(i * views.length + j) ?? 0) + 1)
    if (turns.isOver) await turns.next()
  }
  const own = new Map<number, Own[]>()
  const all: Sharing[] = []
  for (const [pair, shared] of found) {
    if (turns.isOver) await turns.next()
    const [i, j] = [Math.floor(pair / views.length), pair % views.length]
    const best = closest(ownOf(own, i, views[i]!), ownOf(own, j, views[j]!))
    if (best !== undefined && best.likeness >= (shared > 1 ? ALIKE_BY_SEVERAL : ALIKE)) all.push({ i, j, shared, ...best })
  }
  return all
}

/** Undefined where there are too many to look at. */
async function walkedBy(graph: Pick<GraphStore, 'project' | 'statistics'>, viewer: Viewer): Promise<Projection | undefined> {
  const types = Object.keys((await graph.statistics(viewer)).relations)
  if (types.length === 0) return undefined
  try {
    return await graph.project({ types, includeProposed: true, most: MOST }, viewer)
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'TOO_EXPENSIVE') return undefined
    throw error
  }
}

/** Places of views that stand in the same relation to one of few. */
async function tiesOf({ nodes, from, to, type }: Projection, views: readonly EntityView[]): Promise<number[][]> {
  const place = new Int32Array(nodes.length).fill(-1)
  for (const [i, { id }] of views.entries()) {
    const at = nodes.placeOf(id)
    if (at >= 0) place[at] = i
  }
  const degree = new Uint32Array(nodes.length)
  for (const ends of [from, to]) for (const node of ends) degree[node]!++
  const groups = new Map<string, Set<number>>()
  const turns = new Turns()
  for (let at = 0; at < from.length; at++) {
    if (at % 1_024 === 0 && turns.isOver) await turns.next()
    for (const [one, other, direction] of [[from[at]!, to[at]!, 'out'], [to[at]!, from[at]!, 'in']] as const) {
      if (place[one]! < 0 || degree[other]! > CROWD || degree[other]! < 2) continue
      const key = `${other} ${type[at]} ${direction}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, new Set([place[one]!]))
      else group.add(place[one]!)
    }
  }
  return [...groups.values()].filter(({ size }) => size > 1).map((group) => [...group])
}

interface Own {
  readonly text: string
  readonly numbers: string
  readonly pairs: ReadonlySet<string>
}

function ownOf(known: Map<number, Own[]>, place: number, { names }: EntityView): Own[] {
  let own = known.get(place)
  if (own === undefined) {
    own = names.filter(({ sort }) => sort !== 'short').map(({ text }) => {
      const { parts, pairs } = keysOf(text)
      return { text, numbers: numbersOf(parts.key), pairs: new Set(pairs) }
    })
    known.set(place, own)
  }
  return own
}

/** Dice (1945): twice what they have in common, of both. Names that differ in a number are two. */
function closest(ours: readonly Own[], theirs: readonly Own[]): Pick<Sharing, 'likeness' | 'names'> | undefined {
  let best: Pick<Sharing, 'likeness' | 'names'> | undefined
  for (const a of ours) {
    for (const b of theirs) {
      if (a.numbers !== b.numbers || a.pairs.size + b.pairs.size === 0) continue
      let common = 0
      for (const pair of a.pairs) if (b.pairs.has(pair)) common++
      const likeness = (2 * common) / (a.pairs.size + b.pairs.size)
      if (best === undefined || likeness > best.likeness) best = { likeness, names: [a.text, b.text] }
    }
  }
  return best
}
