import { coursesOf, follow, legKey, legsOf, type Leg, type Terrain } from '../courses.ts'
import { Best } from './best.ts'
import { compareNodes } from '../words.ts'
import { Layers } from './layers.ts'
import type { Memory } from './memory.ts'
import { compareStrength, strengthOf, WHOLE_RESOURCE, type Arrivals } from '../strength.ts'
import type { PathsWalk, WalkedPath, WalkedPaths } from './types.ts'
import { neighbours, relationsByStep, type View } from './view.ts'
import type { Watch } from './watch.ts'

/** The bounds of `docs/questions.md`, for each length. */
export const MAX_CONSIDERED = 2_000
export const MAX_LOOKED_AT = 200_000

export type PathsInput = Pick<PathsWalk, 'from' | 'to' | 'through' | 'avoid' | 'maxHops' | 'first'>

interface Met extends Arrivals {
  readonly nodes: readonly number[]
  /** Paths are met in the order of the ids along them. */
  readonly order: number
}

/** The paths to choose from, as `WalkedPaths` says, over one snapshot. */
export function paths(view: View, memory: Memory, watch: Watch, { from, to, maxHops, first, through = [], avoid = [] }: PathsInput): WalkedPaths {
  memory.begin(view)
  const { sequence, ids } = view.snapshot
  const found: WalkedPath[] = []
  let truncated = false
  const passed = [...new Set(through)].filter((node) => node !== from && node !== to)
  if (passed.some((node) => avoid.includes(node))) return { sequence, paths: found, truncated }
  const legs = new Legs(view, memory, watch, new Set(passed.length === 0 ? avoid : [...avoid, ...passed, from, to]), passed.length === 0)
  const relations = relationsByStep(view)
  const terrain: Terrain = { next: legs.next, compare: (x, y) => compareNodes(ids, x, y), spend: () => watch.spend(1) }
  for (let length = 1; length <= maxHops && found.length < first; length++) {
    const best = new Best<Met>(MAX_CONSIDERED, (x, y) => compareStrength(x, y) || x.order - y.order)
    let met = 0
    const courses = coursesOf(from, to, passed, length).filter((course) => legsOf(course).every(({ leg }) => legs.isOpen(leg)))
    const more = follow(courses, terrain, MAX_LOOKED_AT, (nodes) => best.add({ ...arrivals(memory, nodes), nodes, order: met++ }))
    truncated ||= more || met > MAX_CONSIDERED
    for (const path of best.sorted()) {
      found.push({ nodes: path.nodes, strength: strengthOf(path), edges: path.nodes.slice(1).map((node, i) => relations(path.nodes[i]!, node)) })
    }
  }
  return { sequence, paths: found, truncated }
}

/** What is carried all the way from either end to the other. */
function arrivals(memory: Memory, nodes: readonly number[]): Arrivals {
  let [one, other] = [WHOLE_RESOURCE, WHOLE_RESOURCE]
  for (let i = 0, j = nodes.length - 1; j > 0; i++, j--) {
    one = Math.floor(one / memory.degree(nodes[i]!))
    other = Math.floor(other / memory.degree(nodes[j]!))
  }
  return { one, other }
}

/** The legs of a question's paths, made ready when they are first walked. */
class Legs {
  readonly #view: View
  readonly #memory: Memory
  readonly #watch: Watch
  readonly #avoid: ReadonlySet<number>
  /** There is one leg, which grows with the length of the paths. */
  readonly #single: boolean
  readonly #layers = new Map<string, Layers>()
  readonly #open = new Map<string, boolean>()

  /** @param avoid what no leg passes between its ends */
  constructor(view: View, memory: Memory, watch: Watch, avoid: ReadonlySet<number>, single: boolean) {
    this.#view = view
    this.#memory = memory
    this.#watch = watch
    this.#avoid = avoid
    this.#single = single
  }

  /** Whether there may be a way of this leg at all. */
  isOpen(leg: Leg): boolean {
    const key = legKey(leg)
    const open = this.#open.get(key) ?? this.next(leg, leg.from, 0).length > 0
    this.#open.set(key, open)
    return open
  }

  next = (leg: Leg, node: number, behind: number): Int32Array => {
    const { to, length } = leg
    const layers = behind + 1 === length ? undefined : this.#layersOf(leg)
    const { row } = this.#memory
    const size = neighbours(this.#view, node, row)
    this.#watch.spend(size)
    return row.slice(0, size).filter((neighbour) => (layers === undefined ? neighbour === to : layers.allows(neighbour, behind + 1)))
  }

  #layersOf(leg: Leg): Layers {
    const { from, to, length } = leg
    const key = this.#single ? '' : legKey(leg)
    let layers = this.#layers.get(key)
    if (layers === undefined) this.#layers.set(key, (layers = new Layers(this.#view, this.#memory.row, this.#watch, from, to, this.#avoid)))
    layers.lengthen(length)
    return layers
  }
}
