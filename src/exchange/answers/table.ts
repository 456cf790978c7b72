import { stringify } from 'csv-stringify/sync'

/**
 * Rows under a header as CSV: a byte order mark, so that spreadsheets take it for UTF-8; what a spreadsheet would run as a
 * formula gets an apostrophe in front. The library puts no quotation marks round a line break that is not its own.
 */
export const csvOf = (header: readonly string[], rows: readonly (readonly (string | number | null | undefined)[])[]): string =>
  stringify([header, ...rows] as never, { bom: true, escape_formulas: true, quoted_match: /[\r\n]/, record_delimiter: 'windows' })
