import { parse } from 'csv-parse'
import { ArchiveError, badInput } from '../model/errors.ts'
import type { Row, Unreadable } from './row.ts'

/** A record longer than this is a quotation mark that nobody closed. */
const LONGEST = 1_000_000

/**
 * CSV and TSV, by csv-parse.
 * @param given names of the columns, where there is no heading
 * @param at the row of the heading, where titles stand above it
 */
export async function* separated(text: AsyncIterable<string>, delimiter: string, given?: readonly string[], at = 1): AsyncGenerator<(Row | Unreadable)[]> {
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
      if (heading === undefined) heading = records < at ? undefined : headingOf(record)
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
  if (failure !== undefined) yield [{ number: last + 1, reason: `從這列起讀不下去 (cannot be read from here on): ${failure.message}`, text: '', rest: true }]
  if (heading === undefined) throw badInput('file', 'the table has no heading')
}

/** Names of the columns: a blank one is called by its place, `#3`. @throws BAD_USER_INPUT when two are the same */
export function headingOf(record: readonly string[]): string[] {
  const names = record.map((cell, i) => cell.replace(/^\uFEFF/, '').trim().replace(/^__proto__$/, '#proto') || `#${i + 1}`)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw badInput('file', `the heading names the column 「${twice}」 twice`)
  return names
}

/** A record under a heading; it says so when it has more or fewer cells. */
export function rowOf(heading: readonly string[], record: readonly string[], number: number): Row {
  const cells: Record<string, string> = {}
  for (let i = 0; i < heading.length; i++) cells[heading[i]!] = record[i] ?? ''
  if (record.length === heading.length) return { number, cells }
  return { number, cells, uneven: { cells: record.length, columns: heading.length, lost: record.slice(heading.length).filter((cell) => cell.trim() !== '') } }
}
