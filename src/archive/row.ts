/**
 * One row. `number` is what a person who opens the file would cite: the row number of a spreadsheet
 * (the heading is row 1, a cell with line breaks does not count twice), in JSON lines the line number.
 */
export interface Row {
  readonly number: number
  readonly cells: Readonly<Record<string, string>>
  /** How the row was written: that it has too few or too many cells. */
  readonly uneven?: { readonly cells: number; readonly columns: number; readonly lost: readonly string[] }
  /** Characters that its encoding could not decode: they stand as U+FFFD or private ones. */
  readonly undecodable?: number
}

/** A stretch of rows that could not be read as rows at all. */
export interface Unreadable {
  readonly number: number
  readonly reason: string
  readonly text: string
  /** Nothing after it could be read either. */
  readonly rest?: true
}
