import type { LoggedChangeset } from '../model/changeset.ts'
import { blobsOf } from '../model/content.ts'
import type { BlobStore } from './port.ts'

type Log = AsyncIterable<Pick<LoggedChangeset, 'operations'>>

/** The hashes that any version of any content names; redacted ones name nothing. */
export async function referenced(log: Log): Promise<Set<string>> {
  const found = new Set<string>()
  for await (const { operations } of log) for (const operation of operations) for (const sha256 of blobsOf(operation)) found.add(sha256)
  return found
}

/**
 * Deletes those of the candidates that nothing in the log names: after a redaction. Never everything that is not
 * named: an ingest under way has put its original and not yet its record.
 */
export async function dropOrphans(blobs: BlobStore, candidates: Iterable<string>, log: Log): Promise<string[]> {
  const wanted = new Set(candidates)
  if (wanted.size === 0) return []
  const dropped: string[] = []
  for (const sha256 of wanted.difference(await referenced(log))) if (await blobs.delete(sha256)) dropped.push(sha256)
  return dropped
}

export interface BlobReport {
  /** How many hashes are named. */
  readonly named: number
  readonly absent: readonly string[]
  readonly damaged: readonly string[]
  /** There and named by nothing: left by an ingest that was broken off, or one that is under way. */
  readonly unnamed: readonly string[]
}

/** Whether every original is there and right. Reads all of them. */
export async function checkBlobs(blobs: BlobStore, log: Log): Promise<BlobReport> {
  const named = await referenced(log)
  const [damaged, unnamed]: [string[], string[]] = [[], []]
  const absent = new Set(named)
  for await (const { sha256 } of blobs.list()) {
    if (!named.has(sha256)) unnamed.push(sha256)
    absent.delete(sha256)
    try {
      for await (const _ of await blobs.get(sha256));
    } catch {
      damaged.push(sha256)
    }
  }
  return { named: named.size, absent: [...absent].sort(), damaged, unnamed }
}
