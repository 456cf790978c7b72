import { clearanceKey, NOBODY } from './clearance.ts'
import type { Head, LoggedOperation } from './changeset.ts'
import { LEVELS, weakest, type Level } from './edge.ts'
import { readersOf } from './readers.ts'
import type { ArchiveRecord, ContentRecord, EvidenceRecord, ProposalRecord, StoredFile } from './records.ts'

/** How public a content is, and who may read it. A projection: it follows from its head and its entity's. */
export interface ContentRights {
  readonly level: Level
  /** Of the record in any state: its own readers and its entity's, never wider. */
  readonly clearance: string
}

/** @param chain the entity it belongs to first, then each survivor up to the canonical one; empty for none that is there */
export function contentRights(content: Head, chain: readonly Head[]): ContentRights {
  if (content.record === null || chain.length === 0) return { level: LEVELS.none, clearance: NOBODY }
  const all = [content, ...chain]
  return {
    level: all.every((head) => head.record !== null) ? weakest(all.map((head) => head.state)) : LEVELS.none,
    clearance: clearanceKey(all.map(readersOf)),
  }
}

/** The blobs that a content names: the original and the text as read, files, and what they were made of. */
export const blobsIn = ({ original, textSha256, files = [] }: Pick<ContentRecord, 'original' | 'textSha256' | 'files'>): string[] =>
  [original?.sha256, textSha256, ...files.flatMap(({ sha256, sent }) => [sha256, sent])].filter((sha256) => sha256 !== undefined)

/** The files of a content, or those that somebody proposes that one have. */
export function filesOf(record: ArchiveRecord): readonly StoredFile[] {
  const files = record.type === 'content' ? record.files : record.type === 'proposal' ? record.changes?.['files'] : undefined
  return Array.isArray(files) ? (files as unknown as readonly StoredFile[]) : []
}

/** Those of a proposal that its target does not have: behind the target's, they have numbers, too, where it is said anew. */
export function filesProposed(proposal: ArchiveRecord, target: ArchiveRecord): readonly StoredFile[] {
  const there = new Set(filesOf(target).map(({ sha256 }) => sha256))
  return filesOf(proposal).filter(({ sha256 }) => !there.has(sha256))
}

/** The blobs that any record names. */
export function blobsInRecord(record: ArchiveRecord): string[] {
  if (record.type === 'content') return blobsIn(record)
  return record.type === 'evidence' && record.captured !== undefined ? [record.captured.sha256] : []
}

/** The blobs that an operation of the log names. */
export function blobsOf({ op, type, payload }: LoggedOperation): string[] {
  if (op !== 'put' || payload == null) return []
  if (type === 'content') return blobsIn(JSON.parse(payload) as ContentRecord)
  if (type === 'proposal') {
    return blobsIn({ files: filesOf({ type, ...(JSON.parse(payload) as object) } as ProposalRecord) })
  }
  // of hundreds of thousands few have a copy: not worth parsing them all
  if (type !== 'evidence' || !payload.includes('"captured"')) return []
  return [(JSON.parse(payload) as EvidenceRecord).captured?.sha256 ?? []].flat()
}
