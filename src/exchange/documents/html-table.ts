import { attribute, elements, isElement, type Element } from './tree.ts'

/** What no cell of data holds: then the table lays out a page. */
const LAYOUT = new Set(['table', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'pre', 'section', 'article'])

/**
 * The cells of a table, row by row; a cell that spans several stands in the first of them.
 * @param text the text of a cell, in one line
 * @returns undefined for a table that lays out a page: its cells hold headings or tables, or it has one column
 */
export function tableOf(table: Element, text: (cell: Element) => string): string[][] | undefined {
  if (attribute(table, 'role') === 'presentation') return undefined
  for (const inner of elements(table)) if (LAYOUT.has(inner.tagName)) return undefined
  const rows: string[][] = []
  const below: number[] = []
  for (const row of rowsOf(table)) {
    const cells: string[] = []
    const pass = (): void => {
      while ((below[cells.length] ?? 0) > 0) {
        below[cells.length]!--
        cells.push('')
      }
    }
    for (const cell of row.childNodes) {
      if (!isElement(cell) || (cell.tagName !== 'td' && cell.tagName !== 'th')) continue
      pass()
      const [across, down] = [span(cell, 'colspan', 100), span(cell, 'rowspan', 1_000)]
      const words = text(cell)
      for (let i = 0; i < across; i++) {
        below[cells.length] = down - 1
        cells.push(i === 0 ? words : '')
      }
    }
    pass()
    if (cells.some((cell) => cell !== '')) rows.push(cells)
  }
  return rows.every((row) => row.length < 2) ? undefined : rows
}

function* rowsOf(table: Element): Generator<Element> {
  for (const child of table.childNodes) {
    if (!isElement(child)) continue
    if (child.tagName === 'tr') yield child
    else if (child.tagName === 'thead' || child.tagName === 'tbody' || child.tagName === 'tfoot') yield* rowsOf(child)
  }
}

function span(cell: Element, name: string, most: number): number {
  const value = Number(attribute(cell, name) ?? 1)
  return Number.isInteger(value) && value > 1 ? Math.min(value, most) : 1
}
