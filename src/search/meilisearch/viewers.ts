import { PUBLIC, type Viewer } from '../../model/audience.ts'
import { isCleared } from '../../model/clearance.ts'
import { clearanceId } from './keys.ts'

/**
 * The filter that every query carries. A tombstone and what the index knows about itself have no
 * clearance, so nobody meets them, not even the view of maintenance.
 */
export function clearedFor(viewer: Viewer, clearances: readonly string[]): string {
  const ids = [...readableBy(viewer, clearances)]
  // an empty list is no filter that Meilisearch understands
  return ids.length === 0 ? 'clearance = nothing' : `clearance IN [${ids.map((id) => `"${id}"`).join(', ')}]`
}

/** Ids of the clearances that this viewer fulfils. */
export const readableBy = (viewer: Viewer, clearances: readonly string[]): Set<string> =>
  new Set(clearances.filter((clearance) => isCleared(clearance, viewer)).map(clearanceId))

/** What statistics, spellings and the rank of names are taken from, for every viewer. */
export const clearedForAll = (clearances: readonly string[]): string => clearedFor(PUBLIC, clearances)
