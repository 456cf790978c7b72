import type { Readable } from 'node:stream'

/**
 * Originals of documents and the texts read from them, by the SHA-256 of what is in them: whoever has the hash
 * has the file, the same content is kept once, and nothing is ever changed in place. It knows of no rights: which
 * hash somebody may ask for is in the records that name it. Every method throws UNAVAILABLE when the place cannot
 * be read or written, and BAD_USER_INPUT for what is no hash (64 small hexadecimal digits).
 */
export interface BlobStore {
  readonly name: 'directory'
  /**
   * Takes content in, durable when it answers; a source that fails leaves nothing behind. Content that is there
   * already is not written again.
   */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob>
  /**
   * The content, which is checked while it is read: a stream that ends without an error was whole and right, one
   * that was not fails at its end with INTERNAL.
   * @param part from and to, in bytes, both included: a part is not checked
   * @throws NOT_FOUND
   */
  get(sha256: string, part?: { readonly from: number; readonly to: number }): Promise<Readable>
  has(sha256: string): Promise<boolean>
  /** @returns whether it was there */
  delete(sha256: string): Promise<boolean>
  /** Everything there is, in the order of hashes. */
  list(): AsyncIterable<StoredBlob & { /** Milliseconds since 1970: when it was last put, also where it was there already. */ readonly storedAt: number }>
}

export interface StoredBlob {
  readonly sha256: string
  readonly bytes: number
}
