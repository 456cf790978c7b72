import type { PathsQuery, PathsResult } from '../port.ts'
import { Best } from './best.ts'
import { hydrate } from './hydrate.ts'
import { Layers } from './layers.ts'
import { Neighbourhood, stepKey, stepsOf } from './neighbourhood.ts'
import type { Ask } from './reads.ts'
import { compareStrength, share, WHOLE_RESOURCE, type Arrivals } from './strength.ts'

/** The bounds of docs/questions.md, for each length. */
const MAX_CONSIDERED = 2_000
const MAX_LOOKED_AT = 200_000

interface Path extends Arrivals {
  readonly nodes: readonly number[]
  /** Paths are met in the order of the ids along them. */
  readonly order: number
}

/** `paths` as docs/questions.md means it. */
export async function paths(ask: Ask, { from, to, maxHops, first, ...filter }: PathsQuery): Promise<PathsResult> {
  if (filter.types.length === 0) return { paths: [], truncated: false }
  const hood = new Neighbourhood(ask, filter)
  const numbers = await hood.numbers([from, to])
  const [start, goal] = [numbers.get(from), numbers.get(to)]
  if (start === undefined || goal === undefined) return { paths: [], truncated: false }
  const layers = new Layers(hood, start, goal)
  const found: Path[] = []
  let truncated = false
  for (let length = 1; length <= maxHops && found.length < first; length++) {
    await layers.lengthen()
    const all = layers.all()
    await Promise.all([hood.count(all), hood.loadIds(all)])
    const best = new Best<Path>(MAX_CONSIDERED, (x, y) => compareStrength(x, y) || x.order - y.order)
    const more = follow(hood, layers, start, length, (nodes) => best.add({ ...arrivals(hood, nodes), nodes, order: best.offered }))
    truncated ||= more || best.offered > MAX_CONSIDERED
    found.push(...(await bySources(hood, best.sorted())))
  }
  const shown = await hydrate(ask, hood, found.slice(0, first).map(({ nodes }) => nodes))
  return { paths: shown, truncated: truncated || found.length > first }
}

/** What is carried all the way from either end to the other. */
function arrivals(hood: Neighbourhood, nodes: readonly number[]): Arrivals {
  let [one, other] = [WHOLE_RESOURCE, WHOLE_RESOURCE]
  for (let i = 0, j = nodes.length - 1; j > 0; i++, j--) {
    one = share(one, hood.degree(nodes[i]!))
    other = share(other, hood.degree(nodes[j]!))
  }
  return { one, other }
}

/** Paths of one length, the best founded first, then as they came: by strength and ids. */
async function bySources(hood: Neighbourhood, paths: readonly Path[]): Promise<Path[]> {
  if (paths.length === 0) return []
  const sources = await hood.sources(paths.flatMap(({ nodes }) => stepsOf(nodes)))
  const least = new Map(paths.map((path) => [path, Math.min(...stepsOf(path.nodes).map(([one, other]) => sources.get(stepKey(one, other))!))]))
  return [...paths].sort((x, y) => least.get(y)! - least.get(x)!)
}

/**
 * Depth first from one end to the other, neighbours in the order of ids.
 * @returns true when there were more paths than may be looked at
 */
function follow(hood: Neighbourhood, layers: Layers, from: number, length: number, meet: (nodes: readonly number[]) => void): boolean {
  const nexts = new Map<number, readonly number[]>()
  const nextOf = (node: number, steps: number): readonly number[] => {
    const key = node * 8 + steps
    let next = nexts.get(key)
    if (next === undefined) nexts.set(key, (next = [...layers.next(node, steps)].sort((x, y) => (hood.id(x) < hood.id(y) ? -1 : 1))))
    return next
  }
  const path = [from]
  let met = 0
  const goOn = (): boolean => {
    const steps = path.length - 1
    for (const next of nextOf(path.at(-1)!, steps)) {
      if (path.includes(next)) continue
      path.push(next)
      let more = false
      if (steps + 1 < length) more = goOn()
      else if (++met > MAX_LOOKED_AT) more = true
      else meet([...path])
      path.pop()
      if (more) return true
    }
    return false
  }
  return goOn()
}
