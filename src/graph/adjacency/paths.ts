import { Best } from './best.ts'
import { compareNodes } from '../words.ts'
import { Layers } from './layers.ts'
import type { Memory } from './memory.ts'
import { WHOLE_RESOURCE } from './rings.ts'
import { compareStrength, strengthOf, type Arrivals } from './strength.ts'
import type { PathsWalk, WalkedPath, WalkedPaths } from './types.ts'
import { neighbours, relationsByStep, type View } from './view.ts'
import type { Watch } from './watch.ts'

/** The bounds of `docs/questions.md`, for each length. */
export const MAX_CONSIDERED = 2_000
export const MAX_LOOKED_AT = 200_000

export type PathsInput = Pick<PathsWalk, 'from' | 'to' | 'maxHops' | 'first'>

interface Met extends Arrivals {
  readonly nodes: readonly number[]
  /** Paths are met in the order of the ids along them. */
  readonly order: number
}

/** The paths to choose from, as `WalkedPaths` says, over one snapshot. */
export function paths(view: View, memory: Memory, watch: Watch, { from, to, maxHops, first }: PathsInput): WalkedPaths {
  memory.begin(view)
  const layers = new Layers(view, memory.row, watch, from, to)
  const found: WalkedPath[] = []
  let truncated = false
  const relations = relationsByStep(view)
  for (let length = 1; length <= maxHops && found.length < first; length++) {
    layers.lengthen(length)
    const best = new Best<Met>(MAX_CONSIDERED, (x, y) => compareStrength(x, y) || x.order - y.order)
    let met = 0
    const more = follow(view, memory, watch, layers, from, to, length, (nodes) => best.add({ ...arrivals(memory, nodes), nodes, order: met++ }))
    truncated ||= more || met > MAX_CONSIDERED
    for (const path of best.sorted()) {
      found.push({ nodes: path.nodes, strength: strengthOf(path), edges: path.nodes.slice(1).map((node, i) => relations(path.nodes[i]!, node)) })
    }
  }
  return { sequence: view.snapshot.sequence, paths: found, truncated }
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

/**
 * Depth first from one end to the other, neighbours in the order of ids.
 * @returns true when there were more paths than may be looked at
 */
function follow(view: View, memory: Memory, watch: Watch, layers: Layers, from: number, to: number, length: number, meet: (nodes: number[]) => void): boolean {
  const { ids } = view.snapshot
  const nexts = new Map<number, Int32Array>()
  /** Where a path can go on to from here after so many steps, in the order of ids. */
  const nextOf = (node: number, steps: number): Int32Array => {
    const key = node * 8 + steps
    let next = nexts.get(key)
    if (next === undefined) {
      const size = neighbours(view, node, memory.row)
      watch.spend(size)
      next = memory.row.slice(0, size)
        .filter((neighbour) => (steps + 1 === length ? neighbour === to : layers.allows(neighbour, steps + 1)))
        .sort((x, y) => compareNodes(ids, x, y))
      nexts.set(key, next)
    }
    return next
  }
  const path = [from]
  let met = 0
  const goOn = (): boolean => {
    watch.spend(1)
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
