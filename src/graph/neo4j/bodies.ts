import { audienceFromKey } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, RecordType, State } from '../../model/records.ts'
import { bearers, BORNE, mentions, nameSources, withoutMentions, withoutSources } from '../reading.ts'
import { parts } from './pages.ts'
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

/** Records as this viewer may have them: without sources of names, and without mentions, that are hidden from them. */
export async function shown<T extends ArchiveRecord | null>(ask: Ask, records: readonly T[]): Promise<T[]> {
  const sources = records.flatMap(nameSources)
  const mentioned = ask.whole ? [] : records.flatMap(mentions)
  if (sources.length === 0 && mentioned.length === 0) return [...records]
  const [may, there] = [await readable(ask, { leads: sources }), await standing(ask, mentioned)]
  return records.map((record) => withoutSources(mentioned.length === 0 ? record : withoutMentions(record, (id) => there.has(id)), (id) => may.has(id)))
}

/** Which of these the viewer may read, of whatever type and in whatever state; an entity that leads to something hidden is nowhere shown, and is not among them. */
export async function standing(ask: Ask, ids: Iterable<Id>): Promise<Set<Id>> {
  const there = new Set<Id>()
  const borne: ArchiveRecord[] = []
  for (const part of parts([...new Set(ids)])) {
    for (const [id, type, payload] of await ask<[Id, RecordType | null, string | null]>('read/standing', { ids: part })) {
      if (type === null || !BORNE.has(type)) there.add(id)
      else if (payload !== null) borne.push({ id, type, ...(JSON.parse(payload) as object) } as ArchiveRecord)
    }
  }
  for (const { id } of await whoStand(ask, borne)) there.add(id)
  return there
}

/** Of records that the viewer may read by themselves, those whose bearers they may read too. */
export async function whoStand<T extends ArchiveRecord>(ask: Ask, records: readonly T[]): Promise<T[]> {
  if (ask.whole || records.every(({ type }) => !BORNE.has(type))) return [...records]
  const there = await standing(ask, records.flatMap(bearers))
  return records.filter((record) => bearers(record).every((id) => there.has(id)))
}
