import { stringify } from 'csv-stringify/sync'
import type { Row, Unreadable } from '../row.ts'
import { separated } from '../table-csv.ts'
import { readTable, type TableOptions } from '../table.ts'
import { rowsAside } from './aside.ts'
import { guarded } from './formula.ts'
import type { Table } from './import.ts'

/** One line of a CSV. The library puts no quotation marks round a line break that is not its own. */
export const csvLine = (cells: readonly string[]): string => stringify([cells.map(guarded)], { record_delimiter: 'windows', quoted_match: /[\r\n]/ })

/** Characters that the parser is given at once: between them others get a turn. */
const PART = 1 << 16

/** A CSV that is at hand as text. */
export const csvRows = (csv: string): Table => () => separated(partsOf(csv), ',')

async function* partsOf(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += PART) yield text.slice(from, from + PART)
}

/** An XLSX that is at hand, read once however often it is asked for. */
export function xlsxRows(file: Uint8Array): Table {
  let rows: Promise<readonly Row[]> | undefined
  return async function* () {
    yield await (rows ??= rowsAside(file))
  }
}

/** A file of any format that tables are read from. */
export const fileRows = (path: string, options: TableOptions): Table => async function* () {
  for await (const { rows, unreadable } of readTable(path, options)) yield [...rows, ...unreadable] as (Row | Unreadable)[]
}
