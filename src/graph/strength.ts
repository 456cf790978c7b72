/**
 * What is divided among the neighbours of either end. Resources are whole numbers and exact in doubles:
 * no level holds more than the one before, so every sum is at most 2^50; and `floor` of a rounded
 * quotient is exact, because x / d, if it is not whole, lies at least 1/d below the next whole number,
 * and rounding moves it by at most x / d · 2^-53, which is less while x < 2^53.
 */
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
  if (difference !== 0) return difference
  if ((x.one === y.one && x.other === y.other) || (x.one === y.other && x.other === y.one)) return 0
  const [exactX, exactY] = [strengthOf(x), strengthOf(y)]
  return exactX === exactY ? 0 : exactX > exactY ? -1 : 1
}

/** What each of so many neighbours gets, at least one of them. */
export const share = (resource: number, degree: number): number => Math.floor(resource / degree)
