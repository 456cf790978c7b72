import type { Viewer } from '../../model/audience.ts'
import { guards } from '../../model/clearance.ts'
import type { Id } from '../../model/ids.ts'
import type { Kind } from '../../model/records.ts'
import type { Statistics } from '../port.ts'
import { KIND_CODES } from './codes.ts'
import type { Reader } from './reader.ts'
import { COUNTED } from './tally.ts'

/** From the tally, so in time that grows with kinds, types and clearances only. */
export function statistics(reader: Reader, viewer: Viewer, guardedBy?: Id): Statistics {
  const entities: Partial<Record<Kind, number>> = {}
  const relations: Record<string, number> = {}
  let [evidence, contents] = [0, 0]
  reader.as(viewer, (sight) => {
    for (const [what, word, clearance, count] of reader.connection.rows<[number, number, number, number]>('SELECT what, word, clearance, count FROM tally WHERE count > 0')) {
      if (!sight.may(clearance) || (guardedBy !== undefined && !guards(guardedBy, reader.clearances.word(clearance)))) continue
      if (what === COUNTED.evidence) evidence += count
      else if (what === COUNTED.content) contents += count
      else if (what === COUNTED.entity) entities[KIND_CODES[word]!] = (entities[KIND_CODES[word]!] ?? 0) + count
      else relations[reader.types.word(word)] = (relations[reader.types.word(word)] ?? 0) + count
    }
  })
  return { entities, relations, evidence, contents }
}
