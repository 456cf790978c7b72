/** What is below each node, by its place. */
export type Below = readonly (readonly number[])[]

/**
 * Strongly connected components (Tarjan 1972), without recursion: for each node the number of its component. Nodes
 * share one where each is below the other. Numbered against the direction of the edges: what is below has a number
 * that is not greater.
 */
export function components(below: Below): Int32Array {
  const [component, low, order] = [new Int32Array(below.length).fill(-1), new Int32Array(below.length), new Int32Array(below.length).fill(-1)]
  const [open, path, next]: [number[], number[], number[]] = [[], [], []]
  let [met, made] = [0, 0]
  for (let start = 0; start < below.length; start++) {
    if (order[start] !== -1) continue
    enter(start)
    while (path.length > 0) {
      const node = path.at(-1)!
      const child = below[node]![next[next.length - 1]!++]
      if (child === undefined) leave(node)
      else if (order[child] === -1) enter(child)
      else if (component[child] === -1) low[node] = Math.min(low[node]!, order[child]!)
    }
  }
  return component

  function enter(node: number): void {
    order[node] = low[node] = met++
    open.push(node)
    path.push(node)
    next.push(0)
  }

  function leave(node: number): void {
    path.pop()
    next.pop()
    const parent = path.at(-1)
    if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!)
    if (low[node] !== order[node]) return
    for (let one = -1; one !== node;) component[(one = open.pop()!)] = made
    made++
  }
}

/** Nodes that are below this one, itself only where it is below itself. */
export function allBelow(node: number, below: Below): Set<number> {
  const found = new Set<number>()
  const waiting = [...below[node]!]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (found.has(one)) continue
    found.add(one)
    waiting.push(...below[one]!)
  }
  return found
}

/** The shortest way down from one node to another, both ends included; undefined where there is none. */
export function wayDown(from: number, to: number, below: Below): number[] | undefined {
  const above = new Map<number, number>()
  const waiting = [from]
  for (let i = 0; i < waiting.length; i++) {
    for (const child of below[waiting[i]!]!) {
      if (above.has(child)) continue
      above.set(child, waiting[i]!)
      if (child === to) return wayUp(above, from, to)
      waiting.push(child)
    }
  }
  return undefined
}

function wayUp(above: ReadonlyMap<number, number>, from: number, to: number): number[] {
  const way = [to]
  do way.unshift(above.get(way[0]!)!)
  while (way[0] !== from)
  return way
}

/** Where going down must begin to come to every node: what nothing is above, and of each circle that nothing else is above its first. */
export function tops(below: Below): number[] {
  const component = components(below)
  const under = new Set<number>()
  for (const [node, children] of below.entries()) for (const child of children) if (component[child] !== component[node]) under.add(component[child]!)
  const found = new Map<number, number>()
  for (const [node, one] of component.entries()) if (!under.has(one) && !found.has(one)) found.set(one, node)
  return [...found.values()].sort((one, other) => one - other)
}
