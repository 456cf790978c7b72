import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import { readSheet, SheetNotFoundError, type CellValue } from 'read-excel-file/node'
import { badInput } from '../model/errors.ts'
import type { Row, Unreadable } from './row.ts'
import { headingOf, rowOf } from './table-csv.ts'

/** A workbook is held whole in memory, unlike the other formats. */
const MOST_BYTES = 40_000_000
const MOST_INFLATED = 400_000_000

export interface SheetOptions {
  /** Bytes of its parts inflated. Default 400 MB. */
  readonly inflated?: number
  /** Its name, or its place, counted from 1. Default: the first. */
  readonly sheet?: string | number
  /** The row of the heading. Default: the first that is not a title alone in its row. */
  readonly heading?: number
  /** Names of the columns, where there is no heading. */
  readonly columns?: readonly string[]
}

/**
 * One sheet of a workbook. Dates are written as ISO, numbers as they are meant (`5`, not `5.0`), formulas as what
 * they last came to.
 * @throws BAD_USER_INPUT for a file too large, broken or locked, and for a sheet that it has not
 */
export async function* workbook(path: string, options: SheetOptions): AsyncGenerator<(Row | Unreadable)[]> {
  yield* workbookRows(await readFile(path), path, options)
}

/** One that is at hand. @param path for messages */
export async function* workbookRows(bytes: Uint8Array, path: string, { sheet = 1, heading, columns, inflated = MOST_INFLATED }: SheetOptions): AsyncGenerator<(Row | Unreadable)[]> {
  const table = await cellsOf(bytes, path, sheet, inflated)
  const at = columns === undefined ? heading ?? titled(table) : 0
  const names = headingOf(columns ?? namesAt(table, at))
  let rows: Row[] = []
  for (let i = at; i < table.length; i++) {
    const cells = withoutTail(table[i]!, names.length)
    if (cells.every((cell) => cell === '')) continue
    rows.push(rowOf(names, cells, i + 1))
    if (rows.length < 1_000) continue
    yield rows
    rows = []
  }
  yield rows
}

async function cellsOf(bytes: Uint8Array, path: string, sheet: string | number, inflated: number): Promise<string[][]> {
  if (bytes.length > MOST_BYTES) throw badInput('file', `${path}：XLSX 有 ${megabytes(bytes.length)} MB，上限是 ${megabytes(MOST_BYTES)} MB；請另存為 CSV (an XLSX of ${megabytes(bytes.length)} MB; the limit is ${megabytes(MOST_BYTES)} MB, save it as CSV)`)
  checkInflated(path, bytes, inflated)
  try {
    const rows = await readSheet(Buffer.from(bytes), sheet, { trim: false })
    return rows.map((row) => row.map(written))
  } catch (error) {
    if (error instanceof SheetNotFoundError) throw badInput('sheet', `${path}：沒有工作表「${sheet}」 (the workbook has no such sheet): ${error.message}`)
    throw badInput('file', `${path}：讀不出來，不是 XLSX、有密碼或已損壞；請用試算表軟體開啟後另存 (cannot be read as XLSX: ${(error as Error).message})`)
  }
}

/** The directory of the file says how large its parts are; the library would inflate them unasked. */
function checkInflated(path: string, bytes: Uint8Array, most: number): void {
  let total = 0
  try {
    unzipSync(bytes, { filter: ({ originalSize }) => {
      total += originalSize
      return false
    } })
  } catch {
    throw badInput('file', `${path}：不是 XLSX、有密碼或已損壞 (this is no XLSX file, or it is locked or broken)`)
  }
  if (total > most) throw badInput('file', `${path}：解開後有 ${megabytes(total)} MB，上限是 ${megabytes(most)} MB；請另存為 CSV (inflated, the XLSX takes ${megabytes(total)} MB; save it as CSV)`)
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6)

function written(cell: CellValue | null | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '').replace(/\.000Z$/, '')
  // a figure that a formula left as 0.30000000000000004 is 0.3
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  return String(cell)
}

/** Titles stand above the heading, alone in their rows, mostly in cells merged across. */
function titled(table: readonly (readonly string[])[]): number {
  const first = table.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1)
  return first < 0 ? Math.max(1, table.findIndex((row) => row.some((cell) => cell.trim() !== '')) + 1) : first + 1
}

/** Names of a heading. Where the heading has two rows, a cell merged downwards stands in the upper one. */
function namesAt(table: readonly (readonly string[])[], at: number): string[] {
  if (table[at - 1] === undefined) throw badInput('file', 'the table has no heading')
  const above = table.slice(0, at - 1).filter((row) => row.filter((cell) => cell.trim() !== '').length > 1).reverse()
  const names = table[at - 1]!.map((cell, i) => (cell.trim() !== '' ? cell : above.find((row) => (row[i] ?? '').trim() !== '')?.[i] ?? ''))
  return withoutTail(names, 0)
}

/** Without the blank cells that a sheet has on the right, down to a length. */
function withoutTail(row: readonly string[], least: number): string[] {
  let length = row.length
  while (length > least && row[length - 1]!.trim() === '') length--
  return row.slice(0, length)
}
