import type { Index } from 'meilisearch'
import { fixedKey } from './keys.ts'

/**
 * What an index knows about itself, as documents of that same index: so a change and the sequence that
 * belongs to it are one task, and a swap takes both along. No viewer is cleared for them.
 */
export interface State {
  /** Names this index among those that bore its name. */
  readonly generation: string
  readonly sequence: number
  /** The changeset at that sequence. */
  readonly anchor?: string
  /** Every clearance that a document has or had here; a document names its own by `clearanceId`. */
  readonly clearances: readonly string[]
}

/** Somebody builds a new index; changes to this one would be lost with it. */
export interface Lease {
  readonly holder: string
  /** Milliseconds since 1970. */
  readonly until: number
}

/** Written by a rebuild and by nobody after. */
const ORIGIN = fixedKey('origin')
/** Written with every change. */
const STATE = fixedKey('state')
const LEASE = fixedKey('lease')
export const STATE_KEYS: readonly string[] = [ORIGIN, STATE]
export const STATE_ROLE = 'state'
export const STATE_FIELDS = ['key', 'generation', 'sequence', 'anchor', 'clearances', 'holder', 'until'] as const

export type StateDocument = { readonly key: string; readonly role: string } & Partial<State & Lease>

export const originDocument = (state: State): StateDocument => ({ key: ORIGIN, role: STATE_ROLE, ...state })
export const stateDocument = (state: State): StateDocument => ({ key: STATE, role: STATE_ROLE, ...state })
export const leaseDocument = (lease: Lease): StateDocument => ({ key: LEASE, role: STATE_ROLE, ...lease })

/**
 * A change that was under way when a new index took this one's place arrives at the new one: its state
 * is of another generation, and what counts is where the rebuild began; the log is followed again from there.
 */
export function stateOf(documents: readonly StateDocument[]): State {
  const origin = documents.find(({ key }) => key === ORIGIN)
  const last = documents.find(({ key }) => key === STATE)
  const generation = origin?.generation ?? ''
  const { sequence = 0, anchor } = (last?.generation === generation ? last : origin) ?? {}
  return {
    generation,
    sequence,
    ...(typeof anchor === 'string' ? { anchor } : {}),
    clearances: [...new Set([...(origin?.clearances ?? []), ...(last?.clearances ?? [])])],
  }
}

/** @param now milliseconds since 1970 */
export function leaseOf(documents: readonly StateDocument[], now: number): Lease | undefined {
  const { holder, until } = documents.find(({ key }) => key === LEASE) ?? {}
  return holder !== undefined && until !== undefined && until > now ? { holder, until } : undefined
}

export async function readState(index: Index): Promise<StateDocument[]> {
  const { results } = await index.getDocuments<StateDocument>({ filter: `role = ${STATE_ROLE}`, fields: [...STATE_FIELDS], limit: 10 })
  return results as StateDocument[]
}
