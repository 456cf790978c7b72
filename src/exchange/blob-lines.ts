import { createHash } from 'node:crypto'
import type { BlobStore } from '../blobs/port.ts'
import { ArchiveError, badInput } from '../model/errors.ts'

/** A piece of an original in a backup, in base64. Pieces of one follow each other. */
export interface BlobLine {
  readonly blob: string
  readonly data: string
  readonly last: boolean
}

/** Bytes to a line. A multiple of three: base64 without padding. */
const PIECE = 3 * 2 ** 18

export const isBlobLine = (line: unknown): line is BlobLine => typeof (line as Partial<BlobLine> | null)?.blob === 'string'

/**
 * An original as lines, none where it is not there.
 * @returns whether it was there and right: a damaged one is found out before a line is written
 */
export async function* blobLines(blobs: BlobStore, sha256: string): AsyncGenerator<BlobLine, boolean> {
  if (!(await isRight(blobs, sha256))) return false
  let kept = Buffer.alloc(0)
  for await (const chunk of await blobs.get(sha256)) {
    kept = Buffer.concat([kept, chunk as Buffer])
    for (; kept.length > PIECE; kept = kept.subarray(PIECE)) yield { blob: sha256, data: kept.toString('base64', 0, PIECE), last: false }
  }
  yield { blob: sha256, data: kept.toString('base64'), last: true }
  return true
}

async function isRight(blobs: BlobStore, sha256: string): Promise<boolean> {
  try {
    for await (const _ of await blobs.get(sha256));
    return true
  } catch (error) {
    if (error instanceof ArchiveError && (error.code === 'NOT_FOUND' || error.code === 'INTERNAL')) return false
    throw error
  }
}

/** Puts originals back, piece by piece. */
export class BlobLines {
  readonly #blobs: BlobStore
  readonly restored = new Set<string>()
  #pieces: Buffer[] = []

  constructor(blobs: BlobStore) {
    this.#blobs = blobs
  }

  /** @throws BAD_USER_INPUT when the pieces are not what the hash says: nothing is kept of them */
  async take({ blob, data, last }: BlobLine): Promise<void> {
    this.#pieces.push(Buffer.from(data, 'base64'))
    if (!last) return
    const pieces = this.#pieces
    this.#pieces = []
    const digest = createHash('sha256')
    for (const piece of pieces) digest.update(piece)
    if (digest.digest('hex') !== blob) throw badInput('file', `the original ${blob} in this backup is damaged: its content has another hash`)
    await this.#blobs.put(Buffer.concat(pieces))
    this.restored.add(blob)
  }
}
