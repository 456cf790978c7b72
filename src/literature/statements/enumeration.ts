import type { Kind } from '../../model/records.ts'
import type { Introduction } from './introductions.ts'
import type { Place } from './passage.ts'

export interface Part extends Place {
  readonly name: string
  /** The whole item, its name included. */
  readonly text: string
}

/** A concept with its parts in order: 六大關鍵：1. … 2. … */
export interface Enumeration {
  readonly concept: { readonly name: string; readonly proposer?: string; readonly proposerKind?: Kind; readonly year?: string }
  readonly parts: readonly Part[]
  /** From the words that announce it to its last part. */
  readonly at: Place
  /** Where the words announce another number than is found. */
  readonly mismatch?: { readonly said: number; readonly found: number }
}

export function enumeration({ name, proposer, proposerKind, year, count }: Introduction, parts: readonly Part[], at: Place): Enumeration {
  return {
    concept: { name, ...(proposer === undefined ? {} : { proposer }), ...(proposerKind === undefined ? {} : { proposerKind }), ...(year === undefined ? {} : { year }) }, parts,
    at: { ...at, end: Math.max(at.end, parts.at(-1)!.end) },
    ...(count === undefined || count === parts.length ? {} : { mismatch: { said: count, found: parts.length } }),
  }
}
