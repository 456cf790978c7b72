/** All that leaves an end of a question. */
export const WHOLE_RESOURCE = 2 ** 50

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
  if (difference !== 0 || (x.one === y.one && x.other === y.other)) return difference
  const exact = strengthOf(y) - strengthOf(x)
  return exact === 0n ? 0 : exact > 0n ? 1 : -1
}

/** Up to 2^50 through at least one: a quotient of two such doubles never rounds up to the next whole number. */
export const share = (resource: number, degree: number): number => Math.floor(resource / degree)
