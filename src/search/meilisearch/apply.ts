import type { Index, Meilisearch } from 'meilisearch'
import type { Id } from '../../model/ids.ts'
import { conflict, unavailable } from '../../model/errors.ts'
import type { IndexChanges, IndexPlace } from '../port.ts'
import { stored, tombstone, DOCUMENT_ROLE, GONE_ROLE } from './documents.ts'
import { quoted } from './filters.ts'
import { documentKey } from './keys.ts'
import { NDJSON, Parts } from './parts.ts'
import { leaseOf, readState, stateDocument, stateOf } from './state.ts'
import { settled } from './tasks.ts'

/** Milliseconds that one part of a change may take; a part is about a thousand passages. */
export const PART_LIMIT = 120_000
/** Ids in one filter, and documents in one answer. */
const [ENTITIES, PAGE] = [200, 1_000]

/**
 * One task of additions, with tombstones for what goes and the sequence at its end. A change of more than
 * one part is several tasks, in order: broken off between them, its sequence is not there yet, and it is
 * applied again.
 * @param holder of the lease, when this process is rebuilding
 * @throws UNAVAILABLE while another process is; CONFLICT when the index is not at `from`
 */
export async function apply(client: Meilisearch, index: Index, changes: IndexChanges, sequence: number, { anchor, from }: IndexPlace = {}, holder?: string): Promise<void> {
  const documents = await readState(index)
  if ((leaseOf(documents, Date.now())?.holder ?? holder) !== holder) throw unavailable('search (Meilisearch)', new Error('another process is rebuilding it'))
  const known = stateOf(documents)
  if (from !== undefined && known.sequence !== from) throw conflict(`the index is at ${known.sequence}, no longer at ${from}`, { sequence: known.sequence })
  const gone = new Set([...changes.drop.map(documentKey), ...await keysOf(index, 'content', changes.drop), ...await keysOf(index, 'entity', changes.dropEntities ?? [])])
  const put = new Map(changes.put.map((document) => [documentKey(document.id), document]))
  const parts = new Parts()
  const send = async (part: string | undefined): Promise<void> => {
    if (part !== undefined) await settled(client, index.addDocumentsFromString(part, NDJSON), PART_LIMIT)
  }
  for (const key of gone) if (!put.has(key)) await send(parts.add(tombstone(key)))
  for (const document of put.values()) await send(parts.add(stored(document)))
  const all = [...new Set([...known.clearances, ...changes.put.map(({ clearance }) => clearance)])]
  const at = sequence > known.sequence ? anchor : sequence === known.sequence ? anchor ?? known.anchor : known.anchor
  await send(parts.add(stateDocument({ generation: known.generation, sequence: Math.max(known.sequence, sequence), ...(at === undefined ? {} : { anchor: at }), clearances: all })))
  await send(parts.take() || undefined)
  // not waited for: nobody meets a tombstone
  if (gone.size > 0) await index.deleteDocuments({ filter: `role = ${GONE_ROLE}` })
}

/** Of every document of these entities or contents. */
async function keysOf(index: Index, attribute: 'entity' | 'content', entities: readonly Id[]): Promise<string[]> {
  const keys: string[] = []
  for (let at = 0; at < entities.length; at += ENTITIES) {
    const filter = `role = ${DOCUMENT_ROLE} AND ${attribute} IN [${entities.slice(at, at + ENTITIES).map(quoted).join(', ')}]`
    for (let offset = 0; ; offset += PAGE) {
      const { results, total } = await index.getDocuments<{ key: string }>({ filter, fields: ['key'], limit: PAGE, offset })
      keys.push(...results.map(({ key }) => key))
      if (offset + PAGE >= total) break
    }
  }
  return keys
}
