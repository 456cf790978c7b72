import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { parse } from 'csv-parse'
import { ArchiveError, badInput } from '../model/errors.ts'

export const FORMATS = ['csv', 'tsv', 'jsonl'] as const
export type Format = (typeof FORMATS)[number]

/**
 * One row. `number` is what a person who opens the file would cite: the row number of a spreadsheet
 * (the heading is row 1, a cell with line breaks does not count twice), in JSON lines the line number.
 */
export interface Row {
  readonly number: number
  readonly cells: Readonly<Record<string, string>>
  /** How the row was written: that it has too few or too many cells. */
  readonly uneven?: { readonly cells: number; readonly columns: number; readonly lost: readonly string[] }
}

/** A stretch of rows that could not be read as rows at all. */
export interface Unreadable {
  readonly number: number
  readonly reason: string
  readonly text: string
}

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
 * @throws BAD_USER_INPUT when there is no heading, or it names a column twice
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
  for await (const part of createReadStream(path, { highWaterMark: 1 << 16 })) {
    progress.bytes += (part as Buffer).length
    yield decoder.decode(part as Buffer, { stream: true })
  }
  yield decoder.decode()
}

function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding)
  } catch {
    throw badInput('encoding', `「${encoding}」 is not the name of an encoding`)
  }
}

/** A record longer than this is a quotation mark that nobody closed. */
const LONGEST = 1_000_000

async function* separated(text: AsyncIterable<string>, delimiter: string, given?: readonly string[]): AsyncGenerator<(Row | Unreadable)[]> {
  let heading = given === undefined ? undefined : headingOf(given)
  let last = 0
  let rows: (Row | Unreadable)[] = []
  const parser = parse({
    relax_column_count: true, delimiter, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: LONGEST,
    // a quotation mark in the middle of an unquoted cell is a character like any other
    relax_quotes: true,
    // taken here and not from the stream, which drops what it has buffered when a later record is broken
    on_record: (record: string[], { records }) => {
      last = records
      if (heading === undefined) heading = headingOf(record)
      else if (record.length > 1 || record[0] !== '') rows.push(rowOf(heading, record, records))
      return null
    },
  })
  const taken = (): (Row | Unreadable)[] => {
    const full = rows
    rows = []
    return full
  }
  let failure: Error | undefined
  parser.on('error', (error) => { failure = error })
  for await (const part of text) {
    await new Promise<void>((done) => { parser.write(part, () => { done() }) })
    yield taken()
    if (failure !== undefined) break
  }
  if (failure === undefined) await new Promise<void>((done) => { parser.once('error', () => { done() }).end(() => { done() }) })
  yield taken()
  if (failure instanceof ArchiveError) throw failure
  if (failure !== undefined) yield [{ number: last + 1, reason: `從這列起讀不下去 (cannot be read from here on): ${failure.message}`, text: '' }]
  if (heading === undefined) throw badInput('file', 'the table has no heading')
}

function headingOf(record: readonly string[]): string[] {
  const names = record.map((cell, i) => cell.replace(/^\uFEFF/, '').trim().replace(/^__proto__$/, '#proto') || `#${i + 1}`)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw badInput('file', `the heading names the column 「${twice}」 twice`)
  return names
}

function rowOf(heading: readonly string[], record: readonly string[], number: number): Row {
  const cells: Record<string, string> = {}
  for (let i = 0; i < heading.length; i++) cells[heading[i]!] = record[i] ?? ''
  if (record.length === heading.length) return { number, cells }
  return { number, cells, uneven: { cells: record.length, columns: heading.length, lost: record.slice(heading.length).filter((cell) => cell.trim() !== '') } }
}

async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<(Row | Unreadable)[]> {
  let number = 0
  let rest = ''
  const read = (line: string): (Row | Unreadable)[] => {
    number++
    const trimmed = line.replace(/^\uFEFF/, '').trim()
    if (trimmed === '') return []
    try {
      return [{ number, cells: flattened(JSON.parse(trimmed)) }]
    } catch (error) {
      return [{ number, reason: `不是 JSON 物件 (not a JSON object): ${(error as Error).message}`, text: trimmed.slice(0, 200) }]
    }
  }
  for await (const part of text) {
    const lines = (rest + part).split('\n')
    rest = lines.pop()!
    if (rest.length > LONGEST) throw badInput('file', `line ${number + lines.length + 1} is longer than ${LONGEST} characters`)
    yield lines.flatMap(read)
  }
  yield read(rest)
}

/** `{"a": {"b": 1}}` has the column `a.b`; a list of simple values is one cell, joined by `;`. */
function flattened(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('the line is not an object')
  const cells: Record<string, string> = {}
  const put = (name: string, inner: unknown): void => {
    if (inner === null || inner === undefined) return
    if (Array.isArray(inner) && inner.every((one) => typeof one !== 'object')) cells[name] = inner.join(';')
    else if (typeof inner === 'object') for (const [key, deeper] of Object.entries(inner)) put(`${name}.${key}`, deeper)
    else cells[name] = String(inner as string | number | boolean)
  }
  for (const [key, inner] of Object.entries(value)) put(key, inner)
  return cells
}
