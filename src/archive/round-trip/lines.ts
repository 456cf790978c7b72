/** Several values stand in one cell, a line each; a line break within one is written `\n`, a backslash `\\`. */
export const linesOf = (values: readonly string[]): string => values.map((value) => broken(value).replace(/[\\\n]/g, (sign) => (sign === '\n' ? '\\n' : '\\\\'))).join('\n')

/** The values again; empty lines are none. */
export const valuesIn = (cell: string): string[] =>
  broken(cell).split('\n').filter((line) => line !== '').map((line) => line.replace(/\\(\\|n)/g, (_, sign) => (sign === 'n' ? '\n' : '\\')))

/** Spreadsheets write line breaks in several ways. */
export const broken = (text: string): string => text.replace(/\r\n?/g, '\n')
