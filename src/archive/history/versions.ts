import { every } from '../../graph/every.ts'
import type { GraphStore, HistoryEntry } from '../../graph/port.ts'
import { visibleVersion } from '../../graph/version.ts'
import { audienceTold, type Viewer } from '../../model/audience.ts'
import { difference, type FieldDifference } from '../../model/difference.ts'
import { notFound } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { ArchiveRecord } from '../../model/records.ts'

export interface HistoryPorts {
  readonly graph: Pick<GraphStore, 'history'>
  readonly viewer: Viewer
}

/** A version of a record as somebody sees it, with what they are told of it. */
export interface Version {
  /** What they know it by: a hash of what they see. */
  readonly version: string
  readonly entry: HistoryEntry & { readonly record: ArchiveRecord }
}

/**
 * Versions that say something, newest first: each as whoever asks may know it. What changed only what is hidden from
 * them made none: its reason would tell of it.
 */
export async function* versions({ graph, viewer }: HistoryPorts, id: Id): AsyncGenerator<Version> {
  let pending: Version | undefined
  for await (const entry of every((page) => graph.history(id, viewer, page), 50)) {
    if (entry.record === null) continue
    const record = { ...entry.record, audience: audienceTold(entry.record.audience, viewer) }
    const version = { version: visibleVersion(record), entry: { ...entry, record } }
    if (pending !== undefined && (pending.version !== version.version || pending.entry.op !== 'put')) yield pending
    pending = version
  }
  if (pending !== undefined) yield pending
}

/**
 * Not told: hashes of files are nobody's to know (whoever has one could make a record name the file), and numbers of
 * versions count what is hidden.
 */
const UNTOLD: ReadonlySet<string> = new Set(['sha256', 'sent', 'textSha256', 'version'])
/** Parts that are such numbers. */
const NUMBERS: ReadonlySet<string> = new Set(['base', 'version'])

const told = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value, (key, inner: unknown) => (UNTOLD.has(key) ? undefined : inner))))

/** A difference as it may be told. */
export const toldDifference = (changed: readonly FieldDifference[]): FieldDifference[] =>
  changed.filter(({ field }) => !NUMBERS.has(field)).map(({ field, ...values }) => ({ field, ...Object.fromEntries(Object.entries(values).map(([side, value]) => [side, told(value)])) }))

export interface Differing {
  /** Absent: against nothing, as for a first version. */
  readonly from?: Version
  readonly to: Version
  readonly changed: readonly FieldDifference[]
}

/**
 * What differs between any two versions of a record, field by field.
 * @param from default: the one before `to` @param to default: the newest
 * @throws NOT_FOUND for a record or a version that whoever asks cannot see
 */
export async function differenceOf(ports: HistoryPorts, id: Id, { from, to }: { readonly from?: string; readonly to?: string } = {}): Promise<Differing> {
  let [older, newer]: [Version | undefined, Version | undefined] = [undefined, undefined]
  if (isId(id)) {
    for await (const version of versions(ports, id)) {
      // what is asked for as the older may stand above the newer
      if (from !== undefined && version.version === from) older ??= version
      if (to === undefined ? newer === undefined : newer === undefined && version.version === to) newer = version
      else if (from === undefined && newer !== undefined) older ??= version
      if (newer !== undefined && older !== undefined) break
    }
  }
  if (newer === undefined) throw notFound(to ?? id)
  if (from !== undefined && older === undefined) throw notFound(from)
  return { ...(older === undefined ? {} : { from: older }), to: newer, changed: toldDifference(difference(older?.entry.record, newer.entry.record)) }
}
