import { audienceFromKey } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, RecordType, State } from '../../model/records.ts'
import { nameSources, withoutSources } from '../reading.ts'
import type { Ask } from './reads.ts'

/** A record out of its columns and its payload; null for a redacted payload. */
export function recordOf<T extends ArchiveRecord = ArchiveRecord>(type: RecordType, id: Id, state: State, audience: string, payload: string | null): T | null {
  return payload === null ? null : ({ id, type, state, audience: audienceFromKey(audience), ...(JSON.parse(payload) as object) } as T)
}

interface Wanted {
  /** Merges not followed. */
  readonly entities?: Iterable<Id>
  /** Entities with all the survivors they lead to. */
  readonly leads?: Iterable<Id>
  readonly relations?: Iterable<Id>
}

/** Which of these the viewer may read, in whatever state. */
export async function readable(ask: Ask, { entities = [], leads = [], relations = [] }: Wanted): Promise<Set<Id>> {
  const wanted = { entities: [...new Set(entities)], leads: [...new Set(leads)], relations: [...new Set(relations)] }
  return Object.values(wanted).every((ids) => ids.length === 0) ? new Set() : new Set(await ask<Id>('read/readable', wanted))
}

/** Records as this viewer may have them: names without sources that are hidden from them. */
export async function shown<T extends ArchiveRecord | null>(ask: Ask, records: readonly T[]): Promise<T[]> {
  const sources = records.flatMap(nameSources)
  if (sources.length === 0) return [...records]
  const may = await readable(ask, { leads: sources })
  return records.map((record) => withoutSources(record, (id) => may.has(id)))
}
