import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { countUndecodable, detectEncoding } from '../model/encoding.ts'
import { badInput } from '../model/errors.ts'
import type { Row, Unreadable } from './row.ts'
import { separated } from './table-csv.ts'
import { jsonLines } from './table-jsonl.ts'

export const FORMATS = ['csv', 'tsv', 'jsonl', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]

export interface Chunk {
  readonly rows: readonly Row[]
  readonly unreadable: readonly Unreadable[]
  /** Bytes of the input read so far. */
  readonly bytes: number
  /** What encoding the text was taken for, where nobody said and it is none of Unicode's. */
  readonly guessed?: string
}

export interface TableOptions {
  readonly format: Format
  /** A label of the WHATWG Encoding Standard. Default: UTF-8 or UTF-16 where the beginning of the file is, else Big5 or GB 18030. */
  readonly encoding?: string
  /** Of a workbook: the sheet's name, or its place, counted from 1. Default: the first. */
  readonly sheet?: string | number
  /** The row of the heading, where titles stand above it. Default: 1; in a workbook the first row that is no title. */
  readonly heading?: number
  /** Names of the columns, where the table has no heading. */
  readonly columns?: readonly string[]
  /** Rows in a chunk. Default 1,000. */
  readonly size?: number
}

export const formatOf = (path: string): Format | undefined =>
  FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`)) ?? (/\.(ndjson|jsonlines)$/i.test(path) ? 'jsonl' : /\.(txt|tab)$/i.test(path) ? 'tsv' : /\.xlsm$/i.test(path) ? 'xlsx' : undefined)

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
 * Reads a table in constant memory (a workbook: whole), some rows at a time. A byte order mark is passed over, cells
 * are trimmed of nothing (a quotation must be what stands there). Of what Big5 cannot decode, the row says how
 * much there is.
 * @throws BAD_USER_INPUT when there is no heading, it names a column twice, or the text is in another encoding
 */
export async function* readTable(path: string, options: TableOptions): AsyncGenerator<Chunk> {
  const progress: { bytes: number; guessed?: string } = { bytes: 0 }
  const whole = options.format === 'xlsx' ? (await stat(path)).size : 0
  const rows = options.format === 'xlsx' ? await sheetRows(path, options) : await textRows(path, options, progress)
  let chunk: (Row | Unreadable)[] = []
  const close = (): Chunk => {
    const full = chunk
    chunk = []
    return { rows: full.filter((row): row is Row => 'cells' in row), unreadable: full.filter((row): row is Unreadable => 'reason' in row), bytes: whole || progress.bytes, ...(progress.guessed === undefined ? {} : { guessed: progress.guessed }) }
  }
  for await (const several of rows) {
    for (const row of several) {
      chunk.push(row)
      if (chunk.length >= (options.size ?? 1_000)) yield close()
    }
  }
  if (chunk.length > 0) yield close()
}

/** What reads workbooks is loaded with the first one. */
const sheetRows = async (path: string, options: TableOptions): Promise<AsyncGenerator<(Row | Unreadable)[]>> => (await import('./table-xlsx.ts')).workbook(path, options)

async function textRows(path: string, options: TableOptions, progress: { bytes: number; guessed?: string }): Promise<AsyncGenerator<(Row | Unreadable)[]>> {
  const encoding = options.encoding ?? detectEncoding(await beginningOf(path), false)
  if (options.encoding === undefined && !isUnicode(encoding)) progress.guessed = encoding
  const text = decoded(path, encoding, progress)
  const rows = options.format === 'jsonl' ? jsonLines(text) : separated(text, options.format === 'tsv' ? '\t' : ',', options.columns, options.heading)
  return isUnicode(encoding) ? rows : withUndecodable(rows)
}

/** What an encoding is told from. */
const BEGINNING = 1 << 20

async function beginningOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function* withUndecodable(rows: AsyncGenerator<(Row | Unreadable)[]>): AsyncGenerator<(Row | Unreadable)[]> {
  for await (const several of rows) {
    yield several.map((row) => {
      const undecodable = 'cells' in row ? countUndecodable(Object.values(row.cells).join('')) : 0
      return undecodable === 0 ? row : { ...row, undecodable }
    })
  }
}

const isUnicode = (encoding: string): boolean => /^\s*(?:utf|unicode)/i.test(encoding)

/** More undecodable characters than this, of those beyond ASCII, and the text is in another encoding. */
const UNDECODABLE = 0.05

async function* decoded(path: string, encoding: string, progress: { bytes: number }): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  const wrong = (at: number) => badInput('encoding', `${path} 不是 ${encoding} (is not ${encoding}, after byte ${at}); say what it is in the mapping, for instance table: {encoding: big5}`)
  // a wrong letter for every third would be taken in without a word
  const decode = (part: Buffer | undefined, at: number): string => {
    let text
    try {
      text = decoder.decode(part, { stream: part !== undefined })
    } catch {
      throw wrong(at)
    }
    if (!decoder.fatal && countUndecodable(text) > Math.max(2, text.length - (text.match(/\p{ASCII}/gu)?.length ?? 0)) * UNDECODABLE + 1) throw wrong(at)
    return text
  }
  for await (const part of createReadStream(path, { highWaterMark: 1 << 16 })) {
    yield decode(part as Buffer, progress.bytes)
    progress.bytes += (part as Buffer).length
  }
  yield decode(undefined, progress.bytes)
}

/** In Unicode a wrong byte means that it is not; in older encodings, that somebody typed a character of their own. */
function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: isUnicode(encoding) })
  } catch {
    throw badInput('encoding', `「${encoding}」 is not the name of an encoding`)
  }
}
