import writeXlsxFile, { type Cell } from 'write-excel-file/node'
import { badInput } from '../../model/errors.ts'
import { guarded } from './formula.ts'

/** Characters that a cell of a spreadsheet holds at most. */
const LONGEST = 32_767

/** A cell of text stays text when somebody types into it: nothing becomes a number, a date or a formula. */
const EMPTY: Cell = { type: String, format: '@' }

/**
 * The rows as an XLSX file; the first is the heading. All cells are text, so that zeros in front, long numbers and dates
 * come back as they were. A text that would run as a formula in a CSV is guarded here, too: the workbook may be saved as one.
 * Holds the thread for long: `workbookAside`.
 * @throws BAD_USER_INPUT where a text is too long for a cell
 */
export async function workbookOf(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const sheet = rows.map((row, y) => row.map((text, x) => cellOf(guarded(text), rows[0]![x]!, y + 1)))
  return writeXlsxFile(sheet, { sheet: '資料', stickyRowsCount: 1, columns: rows[0]!.map(() => ({ width: 20 })) }).toBuffer()
}

function cellOf(text: string, heading: string, row: number): Cell {
  if (text === '') return EMPTY
  if (text.length > LONGEST) throw badInput('format', `第 ${row} 列「${heading}」有 ${text.length} 字，試算表一格只裝得下 ${LONGEST} 字；請匯出成 CSV (too long for a cell of an XLSX: export it as CSV)`)
  return { value: escaped(text), type: String, format: '@' }
}

/** What XML cannot say, or reads as something else; and what the library that reads leaves out. */
// oxlint-disable-next-line no-control-regex -- these are meant
const UNSAID = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]|_(?=x[0-9a-f]{4}_)/gi

/**
 * By number, as `ST_Xstring` has it (ECMA-376, 22.9.2.19). So is the first letter of words such as `constructor`: the library
 * keeps its texts in a plain object, and would take these for some that it knows.
 */
const escaped = (text: string): string => (text in {} ? byNumber(text[0]!) + text.slice(1) : text.replace(UNSAID, byNumber))

const byNumber = (units: string): string => units.split('').map((unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`).join('')
