import { coursesOf, follow, legKey, legsOf, type Course, type Leg, type Terrain } from '../courses.ts'
import type { PathsQuery, PathsResult } from '../port.ts'
import { Best } from './best.ts'
import { hydrate } from './hydrate.ts'
import { Layers } from './layers.ts'
import { Neighbourhood, stepKey, stepsOf } from './neighbourhood.ts'
import type { Ask } from './reads.ts'
import { compareStrength, share, WHOLE_RESOURCE, type Arrivals } from '../strength.ts'

/** The bounds of docs/questions.md, for each length. */
const MAX_CONSIDERED = 2_000
const MAX_LOOKED_AT = 200_000
const NOTHING: PathsResult = { paths: [], truncated: false }

interface Path extends Arrivals {
  readonly nodes: readonly number[]
  /** Paths are met in the order of the ids along them. */
  readonly order: number
}

/** `paths` as docs/questions.md means it. */
export async function paths(ask: Ask, { from, to, through = [], maxHops, first, ...filter }: PathsQuery): Promise<PathsResult> {
  if (filter.types.length === 0) return NOTHING
  const hood = new Neighbourhood(ask, filter)
  const numbers = await hood.numbers([from, to, ...through])
  const [start, goal, ...between] = [from, to, ...through].map((id) => numbers.get(id))
  const passed = [...new Set(between)].filter((number) => number !== start && number !== goal)
  if (start === undefined || goal === undefined || passed.some((number) => number === undefined || hood.avoid.has(number))) return NOTHING
  const legs = new Legs(hood, start, goal, passed as number[])
  const found: Path[] = []
  let truncated = false
  for (let length = 1; length <= maxHops && found.length < first; length++) {
    const courses = await legs.courses(length)
    const all = legs.all(courses)
    await Promise.all([hood.count(all), hood.loadIds(all)])
    const best = new Best<Path>(MAX_CONSIDERED, (x, y) => compareStrength(x, y) || x.order - y.order)
    const terrain: Terrain = { next: legs.next, compare: (x, y) => (hood.id(x) < hood.id(y) ? -1 : 1) }
    const more = follow(courses, terrain, MAX_LOOKED_AT, (nodes) => best.add({ ...arrivals(hood, nodes), nodes, order: best.offered }))
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

/** The legs of a question's paths. A path that need not pass anything is of one leg, which grows with its length. */
class Legs {
  readonly #hood: Neighbourhood
  readonly #from: number
  readonly #to: number
  readonly #through: readonly number[]
  readonly #avoid: ReadonlySet<number>
  readonly #layers = new Map<string, Layers>()

  constructor(hood: Neighbourhood, from: number, to: number, through: readonly number[]) {
    this.#hood = hood
    this.#from = from
    this.#to = to
    this.#through = through
    this.#avoid = through.length === 0 ? hood.avoid : new Set([...hood.avoid, ...through, from, to])
  }

  /** The courses of this length on which there may be paths, their legs made ready. */
  async courses(length: number): Promise<Course[]> {
    const courses: Course[] = []
    for (const course of coursesOf(this.#from, this.#to, this.#through, length)) if (await this.#areOpen(course)) courses.push(course)
    return courses
  }

  /** Every entity that paths of these courses may pass, the ends included. */
  all(courses: readonly Course[]): Set<number> {
    return new Set(courses.flatMap((course) => legsOf(course).flatMap(({ leg }) => [...this.#layersOf(leg).all()])))
  }

  next = (leg: Leg, node: number, behind: number): readonly number[] => this.#layersOf(leg).next(node, behind)

  async #areOpen(course: Course): Promise<boolean> {
    for (const { leg, behind } of legsOf(course)) {
      if (behind > 0) continue
      const layers = this.#layersOf(leg)
      while (layers.length < leg.length) await layers.lengthen()
      if (layers.next(leg.from, 0).length === 0) return false
    }
    return true
  }

  #layersOf(leg: Leg): Layers {
    const key = this.#through.length === 0 ? '' : legKey(leg)
    let layers = this.#layers.get(key)
    if (layers === undefined) this.#layers.set(key, (layers = new Layers(this.#hood, leg.from, leg.to, this.#avoid)))
    return layers
  }
}
