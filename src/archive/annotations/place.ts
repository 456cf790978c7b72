import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import { anchored, Text, type Found, type Quotation } from '../../model/anchor.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { AnnotationRecord, ArchiveRecord } from '../../model/records.ts'
import { versionAt } from '../contribute/seen.ts'
import { found } from './find.ts'

export interface PlaceReading {
  readonly graph: Pick<GraphStore, 'history' | 'contents'>
  readonly viewer: Viewer
  readonly signal?: AbortSignal
}

/** Where an annotation stands in its target as that is now. */
export interface Placed {
  readonly found?: Found & { readonly content: Id }
  /** The same picture now: its number in the content. */
  readonly file?: number
  /** The words, or the picture, are gone. */
  readonly isOrphan: boolean
}

/** The target as its author saw it, where the reader may see that, too. */
export async function seenBy({ graph, viewer }: PlaceReading, { version }: AnnotationRecord, target: Head): Promise<ArchiveRecord | undefined> {
  if (version === target.version) return target.record ?? undefined
  return (await versionAt(graph, viewer, target.id, version))?.record
}

/**
 * Of one that stands. A region is known by the picture that its author saw.
 * @param target as the reader sees it now
 * @param seen as its author saw it (`seenBy`)
 */
export async function placeNow(reading: PlaceReading, { quotation, region }: AnnotationRecord, target: Head, seen: ArchiveRecord | undefined): Promise<Placed> {
  const words = quotation === undefined ? undefined : await wordsNow(reading, target, quotation)
  const file = region === undefined ? undefined : pictureNow(region.file, seen, target.record)
  return {
    ...(words === undefined ? {} : { found: words }), ...(file === undefined ? {} : { file }),
    isOrphan: (quotation !== undefined && words === undefined) || (region !== undefined && file === undefined),
  }
}

/** Other texts of the same entity that are looked through for words that have left theirs. */
const OTHERS = 20

/** In the text itself, else word for word in another of the same work or entry: an edition may part it otherwise. */
async function wordsNow({ graph, viewer, signal }: PlaceReading, { id, record, state }: Head, quotation: Quotation): Promise<Placed['found']> {
  if (record?.type !== 'content') return undefined
  const here = state === 'withdrawn' ? undefined : await found(record, quotation, signal)
  if (here !== undefined && here.way !== 'alike') return { ...here, content: id }
  const { position: _, ...words } = quotation
  let looked = 0
  for await (const other of every((page) => graph.contents(record.entity, viewer, page), 1)) {
    if (++looked > OTHERS) break
    if (other.id === id) continue
    const there = anchored(new Text(other.passages), words)
    if (there?.way === 'moved') return { ...there, content: other.id }
  }
  return here === undefined ? undefined : { ...here, content: id }
}

function pictureNow(number: number, seen: ArchiveRecord | undefined, now: ArchiveRecord | null): number | undefined {
  if (seen?.type !== 'content' || now?.type !== 'content') return undefined
  const was = seen.files?.[number - 1]?.sha256
  if (was === undefined) return undefined
  if (now.files?.[number - 1]?.sha256 === was) return number
  const at = now.files?.findIndex(({ sha256 }) => sha256 === was) ?? -1
  return at < 0 ? undefined : at + 1
}
