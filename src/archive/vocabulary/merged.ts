import type { Viewer } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { allBelow, components, wayDown } from './circles.ts'
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
  const joined = { narrower: contracted(net.narrower, one, other), broader: contracted(net.broader, one, other), related: contracted(net.related, one, other) }
  const component = components(net.narrower)
  if (component[one] !== component[other]) {
    const before = [one, other].some((place) => allBelow(place, net.narrower).has(place))
    const round = before ? undefined : wayDown(other, other, joined.narrower)
    if (round !== undefined) return round
  }
  const [above, below] = [allBelow(other, joined.broader).add(other), allBelow(other, joined.narrower).add(other)]
  const own = (place: number): readonly number[] => (place === other ? [one, other] : [place])
  const wasSo = (high: number, low: number): boolean => own(high).some((from) => {
    const under = allBelow(from, net.narrower)
    return own(low).some((to) => net.related[from]!.includes(to) && under.has(to))
  })
  for (const high of above) {
    const low = joined.related[high]!.find((place) => place !== high && below.has(place) && !wasSo(high, place))
    if (low !== undefined) return wayDown(high, low, joined.narrower)
  }
  return undefined
}

/** The one in the place of the other; steps between the two are gone. */
function contracted(lists: readonly (readonly number[])[], one: number, other: number): number[][] {
  const moved = lists.map((list, node) => [...new Set((node === one ? [] : node === other ? [...lists[one]!, ...list] : list).map((place) => (place === one ? other : place)))])
  moved[other] = moved[other]!.filter((place) => place !== other)
  return moved
}
