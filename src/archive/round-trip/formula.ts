/**
 * What a spreadsheet would run as a formula gets an apostrophe in front, and loses it again when it is read. One that
 * begins with apostrophes and then such a character gets one more, so that each text comes back as it was.
 * (OWASP, CSV Injection; also the full-width signs.)
 */
const RISKY = /^'*[=+\-@\t\r＝＋－＠]/
const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/

export const guarded = (text: string): string => (RISKY.test(text) ? `'${text}` : text)

export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell)
