import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { badInput } from '../model/errors.ts'
import type { Row, Unreadable } from './row.ts'
import { separated } from './table-csv.ts'
import { jsonLines } from './table-jsonl.ts'

export const FORMATS = ['csv', 'tsv', 'jsonl'] as const
export type Format = (typeof FORMATS)[number]

export interface Chunk {
  readonly rows: readonly Row[]
  readonly unreadable: readonly Unreadable[]
  /** Bytes of the input read so far. */
  readonly bytes: number
}

export interface TableOptions {
  readonly format: Format
  /** A label of the WHATWG Encoding Standard. Default utf-8. */
  readonly encoding?: string
  /** Names of the columns, where the table has no heading. */
  readonly columns?: readonly string[]
  /** Rows in a chunk. Default 1,000. */
  readonly size?: number
}

export const formatOf = (path: string): Format | undefined =>
  FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`)) ?? (/\.(ndjson|jsonlines)$/i.test(path) ? 'jsonl' : /\.(txt|tab)$/i.test(path) ? 'tsv' : undefined)

/** Size in bytes and SHA-256 in hex. @throws BAD_USER_INPUT when the file cannot be read */
export async function measure(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  try {
    for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(part as Buffer)
    return { bytes: (await stat(path)).size, sha256: hash.digest('hex') }
  } catch (error) {
    throw badInput('file', `${path} cannot be read: ${(error as Error).message}`)
  }
}

/**
 * Reads a table in constant memory, some rows at a time. A byte order mark is passed over, cells are
 * trimmed of nothing (a quotation must be what stands there).
 * @throws BAD_USER_INPUT when there is no heading, it names a column twice, or the text is in another encoding
 */
export async function* readTable(path: string, options: TableOptions): AsyncGenerator<Chunk> {
  const progress = { bytes: 0 }
  const text = decoded(path, options.encoding ?? 'utf-8', progress)
  const rows = options.format === 'jsonl' ? jsonLines(text) : separated(text, options.format === 'tsv' ? '\t' : ',', options.columns)
  let chunk: (Row | Unreadable)[] = []
  const close = (): Chunk => {
    const full = chunk
    chunk = []
    return { rows: full.filter((row): row is Row => 'cells' in row), unreadable: full.filter((row): row is Unreadable => 'reason' in row), bytes: progress.bytes }
  }
  for await (const several of rows) {
    for (const row of several) {
      chunk.push(row)
      if (chunk.length >= (options.size ?? 1_000)) yield close()
    }
  }
  if (chunk.length > 0) yield close()
}

async function* decoded(path: string, encoding: string, progress: { bytes: number }): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  // a wrong letter for every third would be taken in without a word
  const decode = (part: Buffer | undefined, at: number): string => {
    try {
      return decoder.decode(part, { stream: part !== undefined })
    } catch {
      throw badInput('encoding', `${path} is not ${encoding} (after byte ${at}); say what it is in the mapping, for instance table: {encoding: big5}`)
    }
  }
  for await (const part of createReadStream(path, { highWaterMark: 1 << 16 })) {
    yield decode(part as Buffer, progress.bytes)
    progress.bytes += (part as Buffer).length
  }
  yield decode(undefined, progress.bytes)
}

function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw badInput('encoding', `「${encoding}」 is not the name of an encoding`)
  }
}
