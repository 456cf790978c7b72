import { degree, neighboursOf, type Network } from './network.ts'

export interface Holes {
  /** R. Burt, Structural Holes, 1992: how much all that one knows knows each other. */
  readonly constraint: number
  /** What of the neighbours is not redundant: S. Borgatti, Structural holes: unpacking Burt's redundancy measures, 1997. */
  readonly effectiveSize: number
}

/** @returns undefined without neighbours */
export function holes(network: Network, node: number): Holes | undefined {
  const around = neighboursOf(network, node)
  if (around.length === 0) return undefined
  const own = 1 / around.length
  /** What is invested in each neighbour through others. */
  const indirect = new Map<number, number>()
  for (const v of around) indirect.set(v, 0)
  let ties = 0
  for (const q of around) {
    const through = own / degree(network, q)
    for (const v of neighboursOf(network, q)) {
      const sum = indirect.get(v)
      if (sum === undefined) continue
      indirect.set(v, sum + through)
      ties++
    }
  }
  let constraint = 0
  for (const sum of indirect.values()) constraint += (own + sum) ** 2
  // ties were counted from both ends
  return { constraint, effectiveSize: around.length - ties / around.length }
}
