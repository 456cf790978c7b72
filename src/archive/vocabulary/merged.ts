import type { Viewer } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { allBelow, wayDown } from './circles.ts'
import { network, type ConceptGraph, type Network } from './concepts.ts'
import { circleWords } from './written.ts'

/**
 * The way on which a concept would stand below itself, or below what it is related to, were two of them one: among what
 * the viewer sees. What joins the two with each other is set aside by a merge and makes none; nor does what is so already.
 * @param id of one, as its survivor @param into of the other, likewise
 * @returns names, from above downwards; undefined where there is none
 */
export async function circleOfMerge(graph: ConceptGraph, viewer: Viewer, id: Id, into: Id): Promise<string[] | undefined> {
  const net = await network({ graph, viewer }, { includeProposed: true, alone: false })
  const [one, other] = [net.ids.indexOf(id), net.ids.indexOf(into)]
  if (one < 0 || other < 0) return undefined
  const way = wayOfMerge(net, one, other)
  if (way === undefined) return undefined
  const views = await graph.entities([...new Set(way.map((place) => net.ids[place]!))], viewer)
  return way.map((place) => views.get(net.ids[place]!)?.name ?? net.ids[place]!)
}

/**
 * Refuses to make two concepts one where that would put it below itself.
 * @throws BAD_USER_INPUT on the field, with the way
 */
export async function checkMerge(graph: ConceptGraph, viewer: Viewer, id: Id, into: Id, field: string): Promise<void> {
  const views = await graph.entities([id, into], viewer)
  const [one, other] = [views.get(id), views.get(into)]
  if (one?.kind !== 'Concept' || other?.kind !== 'Concept') return
  const way = await circleOfMerge(graph, viewer, one.id, other.id)
  if (way !== undefined) throw badInput(field, circleWords(way))
}

/** The same in places. The one that is merged stands in the place of the other. */
export function wayOfMerge(net: Pick<Network, 'narrower' | 'broader' | 'related'>, one: number, other: number): number[] | undefined {
  const joined = { narrower: contracted(net.narrower, net.broader, one, other), broader: contracted(net.broader, net.narrower, one, other), related: contracted(net.related, net.related, one, other) }
  const [under, over] = [allBelow(one, net.narrower), allBelow(one, net.broader)]
  if (!under.has(other) || !over.has(other)) {
    const before = [one, other].some((place) => allBelow(place, net.narrower).has(place))
    const round = before ? undefined : wayDown(other, other, joined.narrower)
    if (round !== undefined) return round
  }
  const [above, below] = [allBelow(other, joined.broader).add(other), allBelow(other, joined.narrower).add(other)]
  const own = (place: number): readonly number[] => (place === other ? [one, other] : [place])
  const wasSo = (high: number, low: number): boolean => own(high).some((from) => {
    const below = allBelow(from, net.narrower)
    return own(low).some((to) => net.related[from]!.includes(to) && below.has(to))
  })
  for (const high of above) {
    const low = joined.related[high]!.find((place) => place !== high && below.has(place) && !wasSo(high, place))
    if (low !== undefined) return wayDown(high, low, joined.narrower)
  }
  return undefined
}

/** The one in the place of the other; steps between the two are gone. @param back the same steps from their other ends: of most concepts none leads to the one */
function contracted(lists: readonly (readonly number[])[], back: readonly (readonly number[])[], one: number, other: number): (readonly number[])[] {
  const moved = [...lists]
  for (const node of back[one]!) moved[node] = [...new Set(lists[node]!.map((place) => (place === one ? other : place)))]
  moved[one] = []
  moved[other] = [...new Set([...lists[one]!, ...lists[other]!])].filter((place) => place !== one && place !== other)
  return moved
}
