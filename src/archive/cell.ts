import type { Row } from './row.ts'
import { columnsOfCell, type CellMapping } from './mapping.ts'
import type { Condition } from './mapping-schema.ts'
import { cleaned, valueOf, type Value } from './value.ts'

/** The values of the other entities of the row, for cells that take a mark of one of them. */
export type Marks = (entity: string) => readonly Value[]

/** What a cell of the mapping gives for a row: none, one or several values. `own` is the value the cell is about. */
export function valuesOf(cell: CellMapping, row: Row, own: Value | undefined, others: Marks): readonly Value[] {
  if (cell.text !== undefined) return cell.clean.length === 0 ? [valueOf(cell.text)] : cleaned(cell.text, cell.clean)
  if (cell.mark !== undefined) {
    const values = cell.of === undefined ? (own === undefined ? [] : [own]) : others(cell.of)
    const marks = values.flatMap((value) => value.marks[cell.mark!] ?? [])
    return marks.flatMap((mark) => cleaned(mark, cell.clean))
  }
  return cleaned(writtenIn(cell, row), cell.clean)
}

/** The cell as written: what a warning quotes. */
export function writtenIn(cell: CellMapping, row: Row): string {
  if (cell.column !== undefined) return (row.cells[cell.column] ?? '').trim()
  return columnsOfCell(cell).map((column) => (row.cells[column] ?? '').trim()).filter((text) => text !== '').join(cell.join)
}

export const columnOf = (cell: CellMapping): string => columnsOfCell(cell).join(' + ') || cell.mark || ''

/** True when any of the conditions holds. */
export function holds(conditions: readonly Condition[], row: Row): boolean {
  return conditions.some(({ column, is, matches, not }) => {
    const text = (row.cells[column] ?? '').trim()
    const found = is !== undefined ? is.includes(text) : matches !== undefined ? matches.test(text) : text === ''
    return found !== not
  })
}

/** 「欄：內容」 of the columns in question, in the order of the table; one alone stands for itself. */
export function quoted(columns: ReadonlySet<string>, { cells }: Row): string {
  let all = ''
  let only = ''
  let count = 0
  for (const column in cells) {
    if (!columns.has(column)) continue
    const text = cells[column]!.trim()
    if (text === '') continue
    only = text
    all += `${count++ === 0 ? '' : '；'}${column}：${text}`
  }
  return count === 1 ? only : all
}
