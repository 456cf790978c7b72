import { audienceFromKey, canRead, type Viewer } from '../../model/audience.ts'
import type { LoggedOperation, Origin } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import type { ArchiveRecord, RecordType } from '../../model/records.ts'
import { HistoryPage } from '../history-page.ts'
import type { HistoryEntry, Page, PageRequest } from '../port.ts'
import { bearers, BORNE, named } from '../reading.ts'
import { readable, recordOf, shown, standing } from './bodies.ts'
import { operationOf, ROOM } from './places.ts'
import type { Ask, Reads } from './reads.ts'

/** As `cypher/log/versions.cypher`. */
type Row = [place: number, envelope: string, payload: string, at: number, actor: string, reason: string, origin: Origin, changeset: Id, batch: Id | null]

/** A version with the payload that stood then: its own, or that of the last put before it. */
interface Version extends LoggedOperation {
  readonly change: Pick<HistoryEntry, 'at' | 'actor' | 'reason' | 'origin' | 'changeset' | 'batch'>
}

/** Versions looked at in one go where some are left out. */
const CHUNK = 200

export function history(reads: Reads, id: Id, viewer: Viewer, page: PageRequest = {}): Promise<Page<HistoryEntry>> {
  return reads.answer(viewer, async (ask) => {
    const gathered = new HistoryPage(page)
    const [found] = await ask<[RecordType, number[]]>('log/places', { id })
    // what stands alone is there with what it is about
    if (found !== undefined && !ask.whole && BORNE.has(found[0]) && (await standing(ask, [id])).size === 0) return gathered.page()
    // version 1 stands first
    const places = [...found?.[1] ?? []]
    for (let limit = Math.min(CHUNK, (page.first ?? 20) + 1); places.length > 0 && !gathered.isFull; limit = CHUNK) {
      gathered.add(await entriesOf(ask, viewer, await versionsAt(ask, places, limit)))
    }
    return gathered.page()
  })
}

/** Takes the last `limit` places, newest first; and reads on as far as needed to know what stood then. */
async function versionsAt(ask: Ask, places: number[], limit: number): Promise<Version[]> {
  const wanted = places.splice(-limit).reverse()
  const versions = await readAt(ask, wanted)
  for (let older = places.length; older > 0 && versions.at(-1)!.op !== 'put'; older -= CHUNK) {
    versions.push(...(await readAt(ask, places.slice(Math.max(0, older - CHUNK), older).reverse())))
  }
  let payload: string | null = null
  const stood = versions.toReversed().map((version) => {
    if (version.op === 'put') payload = version.payload ?? null
    return { ...version, payload }
  })
  return stood.reverse().slice(0, wanted.length)
}

async function readAt(ask: Ask, places: readonly number[]): Promise<Version[]> {
  const rows = await ask<Row>('log/versions', { places, room: ROOM })
  return rows.map(([, envelope, payload, at, actor, reason, origin, changeset, batch]) =>
    ({ ...operationOf(envelope, payload), change: { at, actor, reason, origin, changeset, ...(batch === null ? {} : { batch }) } }))
}

/** Without the versions that this viewer could not see then, or that name what they cannot see now. */
async function entriesOf(ask: Ask, viewer: Viewer, versions: readonly Version[]): Promise<HistoryEntry[]> {
  const then = versions.map((version) => ({ ...version, record: recordOf(version.type, version.id, version.state, version.audience, version.payload ?? null) }))
    .filter(({ state, audience, record }) => canRead(readersOf({ state, audience: audienceFromKey(audience), record }), viewer))
  const survivors = await readable(ask, { entities: then.flatMap(({ into }) => into ?? []) })
  const may = await mayRead(ask, then)
  const kept = then.filter(({ into, record }) =>
    (into === undefined || survivors.has(into)) && (viewer.whole === true || record === null || named(record).every((one) => may.has(one))))
  const seen = await shown(ask, kept.map(({ record }) => record))
  return kept.map(({ id, version, op, change, state, into, reason: note }, i) => ({
    id, version, op, ...change, state, record: seen[i]!,
    ...(into === undefined ? {} : { into }),
    ...(note === undefined ? {} : { note }),
  }))
}

async function mayRead(ask: Ask, versions: readonly { readonly record: ArchiveRecord | null }[]): Promise<Set<Id>> {
  const leads: Id[] = []
  const relations: Id[] = []
  for (const { record } of versions) {
    if (record?.type === 'relation') leads.push(record.from, record.to)
    if (record?.type === 'content') leads.push(record.entity)
    if (record?.type !== 'evidence') continue
    relations.push(record.relation)
    leads.push(record.source)
  }
  const borne = versions.flatMap(({ record }) => (record === null ? [] : bearers(record)))
  return (await readable(ask, { leads, relations })).union(await standing(ask, borne))
}
