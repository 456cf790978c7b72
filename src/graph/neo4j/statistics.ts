import type { Viewer } from '../../model/audience.ts'
import { guards } from '../../model/clearance.ts'
import type { Id } from '../../model/ids.ts'
import type { Kind } from '../../model/records.ts'
import type { Statistics } from '../port.ts'
import type { Reads } from './reads.ts'
import type { Counted } from './tally.ts'

/** From the tally, so in time that grows with kinds, types and clearances only. */
export function statistics(reads: Reads, viewer: Viewer, guardedBy?: Id): Promise<Statistics> {
  return reads.answer(viewer, async (ask) => {
    const entities: Partial<Record<Kind, number>> = {}
    const relations: Record<string, number> = {}
    let [evidence, contents] = [0, 0]
    for (const [what, word, count, clearance] of await ask<[Counted, string, number, number]>('read/tallies')) {
      if (guardedBy !== undefined && !guards(guardedBy, ask.clearance(clearance))) continue
      if (what === 'evidence') evidence += count
      else if (what === 'content') contents += count
      else if (what === 'entity') entities[word as Kind] = (entities[word as Kind] ?? 0) + count
      else relations[word] = (relations[word] ?? 0) + count
    }
    return { entities, relations, evidence, contents }
  })
}
