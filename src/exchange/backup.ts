import { appendFile, readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { BlobStore } from '../blobs/port.ts'
import { dropOrphans } from '../blobs/references.ts'
import type { GraphStore } from '../graph/port.ts'
import type { LoggedChangeset } from '../model/changeset.ts'
import { ArchiveError, badInput } from '../model/errors.ts'
import { blobsOf } from '../model/content.ts'
import { WHOLE } from '../model/audience.ts'
import { newId } from '../model/ids.ts'
import { BlobLines, blobLines, isBlobLine } from './blob-lines.ts'
import { readLines, writeLines } from './lines.ts'
import { every } from '../graph/every.ts'

const FORMAT = 'fangzhi-backup'
/** 2: the originals of documents come after the log. */
const VERSION = 2
const header = z.object({ format: z.literal(FORMAT), version: z.number().int(), sequence: z.number().int(), at: z.string() })

/** A redaction as `DATA_DIR/redactions` keeps it, so that restoring an older backup honours it. */
const redaction = z.object({ id: z.string(), versions: z.array(z.number().int()), reason: z.string(), at: z.string() })
export type Redaction = z.output<typeof redaction>

/** Called as changesets go by: how many of how many. */
export type OnProgress = (done: number, total: number) => void

/** What a backup is of. */
export interface Stores {
  readonly graph: GraphStore
  readonly blobs: BlobStore
}

export interface BackupReport {
  readonly changesets: number
  readonly sequence: number
  readonly blobs: number
  /** Hashes that the log names and that are not there, or damaged: they are not in the backup. */
  readonly absent: readonly string[]
}

/**
 * Writes the whole log, payloads included and redacted ones left out, as JSON lines: a header, a
 * changeset a line, the originals that they name in pieces, and a closing line that says how many.
 * Restores into either store.
 */
export async function backup({ graph, blobs }: Stores, path: string, onProgress: OnProgress = () => {}): Promise<BackupReport> {
  const total = await graph.sequence()
  let changesets = 0
  const named = new Set<string>()
  const absent: string[] = []
  const lines = async function* (): AsyncGenerator<unknown> {
    yield { format: FORMAT, version: VERSION, sequence: total, at: new Date().toISOString() }
    for await (const changeset of graph.replay()) {
      if (changeset.sequence > total) break // written meanwhile: the next backup's
      yield changeset
      for (const operation of changeset.operations) for (const sha256 of blobsOf(operation)) named.add(sha256)
      onProgress(++changesets, total)
    }
    for (const sha256 of named) if (!(yield* blobLines(blobs, sha256))) absent.push(sha256)
    yield { end: true, changesets, blobs: named.size - absent.length }
  }
  await writeLines(path, lines())
  return { changesets, sequence: total, blobs: named.size - absent.length, absent }
}

/**
 * Puts a backup into an empty archive, and then carries out the redactions made since it was written.
 * Broken off, it goes on when run again.
 * @param redactions the file that keeps them; undefined or missing: the answer says so, and whoever restores must be warned
 * @throws BAD_USER_INPUT for a file that is not a backup, or not a whole one; CONFLICT when the archive holds something else
 */
export async function restore({ graph, blobs }: Stores, path: string, redactions: string | undefined, onProgress: OnProgress = () => {}): Promise<{ changesets: number; blobs: number; redacted: number; warned: boolean }> {
  const first = await checkWhole(path)
  const there = await graph.sequence()
  if (there > 0 && (await graph.changeset({ sequence: 1 }))?.id !== first) throw new ArchiveError('CONFLICT', 'restore needs an empty archive: give DATA_DIR (or NEO4J_URI) of a new one')
  let changesets = 0
  let total = 0
  let part: LoggedChangeset[] = []
  const originals = new BlobLines(blobs)
  for await (const line of readLines(path)) {
    const head = header.safeParse(line)
    if (head.success) total = head.data.sequence
    else if (isBlobLine(line)) await originals.take(line)
    else if ((line as { end?: unknown }).end !== true) part.push(line as LoggedChangeset)
    if (part.length >= 50) {
      await graph.append(part)
      onProgress(changesets += part.length, total)
      part = []
    }
  }
  if (part.length > 0) await graph.append(part)
  changesets += part.length
  const kept = await readRedactions(redactions)
  let redacted = 0
  for (const { id, versions, reason } of kept ?? []) {
    if (await redactAgain(graph, id, versions, reason)) redacted++
  }
  // also where it was redacted here before: the backup has just brought its originals again
  await dropOrphans(blobs, originals.restored, graph.replay())
  return { changesets, blobs: originals.restored.size, redacted, warned: kept === undefined }
}

/**
 * A backup that was cut short, or that lacks words nobody redacted, is refused before anything is written.
 * @returns the id of its first changeset
 */
async function checkWhole(path: string): Promise<string | undefined> {
  let head: ReturnType<typeof header.safeParse> | undefined
  let [first, last]: [string | undefined, unknown] = [undefined, undefined]
  let [changesets, blobs] = [0, 0]
  const missing = new Set<string>()
  for await (const line of readLines(path)) {
    last = line
    if (head === undefined) {
      head = header.safeParse(line)
      continue
    }
    if (isBlobLine(line) && line.last) blobs++
    const { id, operations } = line as Partial<LoggedChangeset>
    if (operations === undefined) continue
    changesets++
    first ??= id
    for (const operation of operations) {
      if (operation.op === 'put' && operation.payload == null) missing.add(`${operation.id}/${operation.version}`)
      for (const version of operation.op === 'redact' ? operation.versions ?? [] : []) missing.delete(`${operation.id}/${version}`)
    }
  }
  if (head?.success !== true) throw badInput('file', `${path} is not a backup of this program: its first line does not say so`)
  if (head.data.version > VERSION) throw badInput('file', `${path} was written by a newer version of this program`)
  const end = last as { end?: boolean; changesets?: number; blobs?: number }
  if (end.changesets !== changesets || (end.blobs ?? 0) !== blobs) throw badInput('file', `${path} is not whole: it breaks off after ${changesets} changesets${blobs > 0 ? ` and ${blobs} originals` : ''}`)
  if (missing.size > 0) throw badInput('file', `${path} is not whole: it lacks the words of ${missing.size} versions that nobody redacted`)
  return first
}

/** Keeps what was redacted, so that a restore of an earlier backup can do it again: ids and reasons only. */
export async function noteRedaction(path: string, entry: Redaction): Promise<void> {
  await appendFile(path, `${JSON.stringify(entry)}\n`, { flush: true })
}

async function readRedactions(path: string | undefined): Promise<Redaction[] | undefined> {
  if (path === undefined) return undefined
  try {
    const text = await readFile(path, 'utf8')
    return text.split('\n').filter((line) => line !== '').map((line) => redaction.parse(JSON.parse(line)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** @returns whether there was anything to redact */
async function redactAgain(graph: GraphStore, id: string, versions: readonly number[], reason: string): Promise<boolean> {
  const head = (await graph.heads([id], WHOLE)).get(id)
  if (head === undefined) return false
  const there = new Set<number>()
  for await (const { op, record, version } of every((page) => graph.history(id, WHOLE, page), 100)) if (op === 'put' && record !== null && versions.includes(version)) there.add(version)
  if (there.size === 0) return false
  await graph.commit({ id: newId(), actor: 'restore', reason, origin: 'cli', operations: [{ op: 'redact', id, versions: [...there].sort((x, y) => x - y), reason }] })
  return true
}
