import type { EntityRef, EntityView, GraphStore, Page, PageRequest } from '../../graph/port.ts'
import { pages } from '../../graph/every.ts'
import { cursor, placeOf } from '../../graph/log.ts'
import { inTurns, Turns } from '../../graph/turns.ts'
import type { Viewer } from '../../model/audience.ts'
import { badInput, notFound } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { allBelow, tops } from './circles.ts'

/** Concepts by broader, narrower and related (SKOS), as somebody sees them: each counts what they see, and nothing else. */

export const NARROWER = 'NARROWER'
export const RELATED = 'RELATED_TO'

/** Relations between concepts that are read. */
const MOST = 500_000
/** Concepts read at once. */
const CHUNK = 500

export type ConceptGraph = Pick<GraphStore, 'project' | 'find' | 'entities'>

export interface ConceptAsking {
  readonly graph: ConceptGraph
  readonly viewer: Viewer
  readonly signal?: AbortSignal
}

/** Places are those of `ids`, in the order of ids. */
export interface Network {
  readonly ids: readonly Id[]
  readonly narrower: readonly (readonly number[])[]
  readonly broader: readonly (readonly number[])[]
  /** Both ways. */
  readonly related: readonly (readonly number[])[]
}

interface Which {
  readonly includeProposed?: boolean
  /** False: only those that are joined with others. Default: all. */
  readonly alone?: boolean
}

/** The concepts somebody sees, with what joins them; two are joined once, however many relations say so. */
export async function network({ graph, viewer, signal }: ConceptAsking, { includeProposed = false, alone = true }: Which = {}): Promise<Network> {
  const turns = new Turns(signal)
  const all: Id[] = []
  if (alone) {
    for await (const found of pages((page) => graph.find({ kinds: ['Concept'], includeProposed }, viewer, page), CHUNK)) {
      for (const { id } of found) all.push(id)
      await turns.next()
    }
  }
  const { nodes, from, to, type, types } = await graph.project({ types: [NARROWER, RELATED], kinds: ['Concept'], includeProposed, most: MOST }, viewer, signal)
  // both are in the order of ids; what came or went between the two reads is in one of them, or in neither
  const ids: Id[] = []
  const place = new Uint32Array(nodes.length)
  let next = 0
  for (let node = 0; node < nodes.length; node++) {
    if (turns.isOver) await turns.next()
    const id = nodes.at(node)
    while (next < all.length && all[next]! < id) ids.push(all[next++]!)
    if (all[next] === id) next++
    place[node] = ids.push(id) - 1
  }
  for (; next < all.length; next++) ids.push(all[next]!)
  const [narrower, broader, related] = [joins(ids), joins(ids), joins(ids)]
  for (let i = 0; i < from.length; i++) {
    if (turns.isOver) await turns.next()
    const [one, other] = [place[from[i]!]!, place[to[i]!]!]
    const isNarrower = types[type[i]!] === NARROWER
    ;(isNarrower ? narrower : related)[one]!.push(other)
    ;(isNarrower ? broader : related)[other]!.push(one)
  }
  const inOrder = (lists: readonly number[][]): Promise<number[][]> => inTurns(lists, (list) => (list.length < 2 ? list : [...new Set(list)].sort((one, other) => one - other)), signal)
  return { ids, narrower: await inOrder(narrower), broader: await inOrder(broader), related: await inOrder(related) }
}

const joins = (ids: readonly Id[]): number[][] => ids.map(() => [])

/** A concept in the tree. */
export interface Branch {
  readonly concept: EntityView
  /** Right below it, and everywhere below it. */
  readonly narrower: number
  readonly below: number
  readonly broader: readonly EntityRef[]
  readonly related: readonly EntityRef[]
}

export interface Branches extends Page<Branch> {
  readonly total: number
}

/**
 * What is right below a concept, or what the tree begins with: what has nothing broader, and of a circle one. In the
 * order of ids.
 * @param of the id of a concept
 * @throws NOT_FOUND
 */
export async function branches(asking: ConceptAsking, of: Id | undefined, { includeProposed = false, first = 50, after }: PageRequest & { readonly includeProposed?: boolean } = {}): Promise<Branches> {
  const { graph, viewer } = asking
  const net = await network(asking, { includeProposed })
  const places = of === undefined ? tops(net.narrower) : net.narrower[await placeOfConcept(asking, net, of)]!
  const [start] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  const rest = places.filter((place) => net.ids[place]! > start)
  const shown = rest.slice(0, first)
  const beside = [...new Set(shown.flatMap((place) => [place, ...net.broader[place]!, ...net.related[place]!]))]
  const views = await graph.entities(beside.map((place) => net.ids[place]!), viewer)
  const turns = new Turns(asking.signal)
  const items: Branch[] = []
  for (const place of shown) {
    await turns.next()
    const concept = views.get(net.ids[place]!)
    if (concept === undefined) continue
    const refs = (some: readonly number[]): EntityRef[] => some.flatMap((one) => views.get(net.ids[one]!) ?? []).map(({ id, name, kind }) => ({ id, name, kind }))
    const below = allBelow(place, net.narrower)
    below.delete(place)
    items.push({ concept, narrower: net.narrower[place]!.length, below: below.size, broader: refs(net.broader[place]!), related: refs(net.related[place]!) })
  }
  const last = shown.at(-1)
  return { items, total: places.length, hasNextPage: rest.length > shown.length, ...(last === undefined ? {} : { endCursor: cursor(net.ids[last]!) }) }
}

async function placeOfConcept({ graph, viewer }: ConceptAsking, { ids }: Network, of: Id): Promise<number> {
  const view = (await graph.entities([of], viewer)).get(of)
  if (view === undefined) throw notFound(of)
  if (view.kind !== 'Concept') throw badInput('of', `「${view.name}」不是概念 (is not a concept)`)
  const place = ids.indexOf(view.id)
  if (place < 0) throw notFound(of)
  return place
}
