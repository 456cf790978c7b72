/** Rows that one statement inserts: with more, the time it takes a row hardly sinks. */
const TOGETHER = 16

/**
 * An insertion that `Connection.insert` does several rows at a time. A row that a constraint refuses takes the
 * whole transaction with it: nothing else, here, should be made of it, and SQLite need not keep, on the disk,
 * how to undo the rows before it in the same statement.
 */
export class Insert {
  readonly one: string
  readonly many: string
  /** Values of one row. */
  readonly width: number
  /** Values of as many rows as `many` takes. */
  readonly full: number

  /**
   * @param into table, with its columns where not all are given
   * @param row a row of VALUES, its parameters as ?
   * @param otherwise what becomes of a row that a constraint refuses
   */
  constructor(into: string, row: string, otherwise: 'ROLLBACK' | 'IGNORE' = 'ROLLBACK') {
    const insert = `INSERT OR ${otherwise} INTO ${into} VALUES `
    this.one = insert + row
    this.many = insert + Array(TOGETHER).fill(row).join(', ')
    this.width = row.split('?').length - 1
    this.full = this.width * TOGETHER
  }
}

/** A row of so many parameters. */
export const parameters = (count: number): string => `(${Array(count).fill('?').join(', ')})`
