import type { Kind } from '../../model/records.ts'

/** A name found by its form, in a squeezed text; `name` without its marks 《》「」. `sure` from 0 to 1. */
export interface FoundName {
  readonly start: number
  readonly end: number
  readonly kind: Kind
  readonly name: string
  readonly sure: number
  /** What told it: 《》, …協會, 館長…. */
  readonly rule: string
}
