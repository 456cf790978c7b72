/** What arrives from two ends: whole numbers up to 2^50. Their product is the strength. */
export interface Arrivals {
  readonly one: number
  readonly other: number
}

export const strengthOf = ({ one, other }: Arrivals): bigint => BigInt(one) * BigInt(other)

/**
 * Negative where the first is stronger. Rounding never turns an order around, so products that differ
 * as doubles are decided; only equal ones are multiplied out.
 */
export function compareStrength(x: Arrivals, y: Arrivals): number {
  const difference = y.one * y.other - x.one * x.other
  if (difference !== 0) return difference
  if ((x.one === y.one && x.other === y.other) || (x.one === y.other && x.other === y.one)) return 0
  const [exactX, exactY] = [strengthOf(x), strengthOf(y)]
  return exactX === exactY ? 0 : exactX > exactY ? -1 : 1
}
