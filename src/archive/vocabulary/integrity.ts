import type { EntityRef, EntityView } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import type { Name } from '../../model/records.ts'
import { allBelow, components, wayDown, type Below } from './circles.ts'
import { network, type ConceptAsking, type Network } from './concepts.ts'

/**
 * The integrity conditions of SKOS (Miles & Bechhofer 2009, W3C Recommendation, 5.4 and 8.4) on the concepts somebody
 * sees: S14, at most one preferred label in a language; S27, related and broaderTransitive are disjoint. That nothing
 * is broader than itself SKOS leaves open; here it is an error, since no tree can show it.
 */
export interface Trouble {
  readonly what: 'circle' | 'related' | 'labels'
  /** circle: the way round; related: from the broader one down to the one it is said to be related to; labels: the concept. */
  readonly concepts: readonly EntityRef[]
  /** labels: the language. */
  readonly language?: string
}

/** Troubles that are shown. */
const MOST = 200

/** @returns at most MOST, circles first */
export async function troubles(asking: ConceptAsking): Promise<{ readonly items: readonly Trouble[]; readonly truncated: boolean }> {
  const net = await network(asking, { includeProposed: true })
  const ways = [...circles(net.narrower).map((way) => ['circle', way] as const), ...(await related(net, new Turns(asking.signal))).map((way) => ['related', way] as const)]
  const shown = ways.slice(0, MOST)
  const views = await asking.graph.entities([...new Set(shown.flatMap(([, way]) => way.map((place) => net.ids[place]!)))], asking.viewer)
  const items: Trouble[] = shown.map(([what, way]) => ({ what, concepts: way.flatMap((place) => views.get(net.ids[place]!) ?? []).map(refOf) }))
  const turns = new Turns(asking.signal)
  for (let at = 0; at < net.ids.length && items.length <= MOST; at += CHUNK) {
    await turns.next()
    for (const view of (await asking.graph.entities(net.ids.slice(at, at + CHUNK), asking.viewer)).values()) {
      for (const language of doubled(view.names)) items.push({ what: 'labels', concepts: [refOf(view)], language })
    }
  }
  return { items: items.slice(0, MOST), truncated: items.length > MOST || ways.length > MOST }
}

/** Views read at once. */
const CHUNK = 500

const refOf = ({ id, name, kind }: EntityView): EntityRef => ({ id, name, kind })

/** One way round in each circle, beginning with its first and ending with it again. */
export function circles(narrower: Below): number[][] {
  const component = components(narrower)
  const first = new Map<number, number>()
  const found: number[][] = []
  for (const [node, one] of component.entries()) {
    if (!first.has(one)) first.set(one, node)
    else if (first.get(one)! >= 0) {
      found.push(wayDown(first.get(one)!, first.get(one)!, narrower)!)
      first.set(one, -1)
    }
  }
  return found
}

/** Ways down from a concept to one that is said to be related to it. */
export async function related({ narrower, related: beside }: Pick<Network, 'narrower' | 'related'>, turns: Turns): Promise<number[][]> {
  const found: number[][] = []
  for (const [node, others] of beside.entries()) {
    if (others.length === 0) continue
    await turns.next()
    const below = allBelow(node, narrower)
    for (const other of others) if (below.has(other)) found.push(wayDown(node, other, narrower)!)
  }
  return found
}

/** Languages in which there is more than one official name. */
function doubled(names: readonly Name[]): string[] {
  const languages = names.filter(({ sort }) => sort === 'official').map(({ language }) => language.toLowerCase())
  return [...new Set(languages.filter((language, i) => languages.indexOf(language) !== i))]
}
