/** Characters that FTS5's unicode61 keeps as letters in every version of its tables. */
const PLAIN = /^[a-z0-9\u3041-\u3096\u30a1-\u30fa\u3400-\u4db5\u4e00-\u9fbb\uac00-\ud7a3]+$/

/** A term as FTS5 keeps it whole: itself where that is safe, else its characters by number. */
export function encoded(term: string): string {
  if (PLAIN.test(term) && !term.startsWith('zq')) return term
  return `zq${Array.from(term, (char) => `${char.codePointAt(0)!.toString(36)}z`).join('')}`
}
