import type { KnownName, Passage, Statement } from './statements/index.ts'

/** To the thread, and back. */
export interface Reading {
  readonly number: number
  readonly passage: Passage
  readonly names: readonly KnownName[]
}
export type Read = { readonly number: number } & ({ readonly statements: readonly Statement[] } | { readonly error: unknown })
