import { isDeepStrictEqual } from 'node:util'

/** What becomes of a value that stands, when the register says something: and whether a person must look. */
export interface Outcome<T> {
  readonly value: T | undefined
  /** The register's word was not taken: a person has changed it, and (when `clash`) so has the register. */
  readonly kept?: 'hand' | 'clash'
}

export const same = (a: unknown, b: unknown): boolean => a === b || isDeepStrictEqual(a, b)

/**
 * @param now what stands
 * @param says what the register says now
 * @param said what it said before
 */
export function threeWay<T>(now: T | undefined, says: T | undefined, said: T | undefined): Outcome<T> {
  if (same(now, says)) return { value: now }
  if (same(now, said)) return { value: says }
  return { value: now, kept: same(says, said) ? 'hand' : 'clash' }
}
