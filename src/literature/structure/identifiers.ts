/** A number as printed, and whether its check digit is right. */
export interface CheckedNumber {
  readonly printed: string
  /** Digits (and X) alone. */
  readonly value: string
  readonly valid: boolean
}

const ISBN = /(?<![\d-])(?:97[89][-\s–—‐]?)?\d(?:[-\s–—‐]?\d){8}[-\s–—‐]?[\dXx](?![\d])/g
const ISSN = /(?<![\d-])\d{4}[-–—‐]\d{3}[\dXx](?![\d-])/g

/** Numbers behind the letters ISBN in a text: with and without 978, hyphens or not. */
export function isbnsIn(text: string): (CheckedNumber & { readonly index: number })[] {
  return after(text, /I\s?S\s?B\s?N(?:\s*[-－]?1[03])?/gi, ISBN, isbnValid)
}

export function issnsIn(text: string): (CheckedNumber & { readonly index: number })[] {
  return after(text, /(?:e-?|p-?)?ISSN/gi, ISSN, issnValid)
}

function after(text: string, word: RegExp, form: RegExp, valid: (value: string) => boolean): (CheckedNumber & { readonly index: number })[] {
  if (!word.test(text)) return []
  word.lastIndex = 0
  const first = word.exec(text)!.index
  word.lastIndex = 0
  const narrow = text.slice(first).replace(/[\uff10-\uff19\uff0d]/g, (char) => (char === '－' ? '-' : char.normalize('NFKC')))
  return [...narrow.matchAll(form)].map((match) => {
    const value = match[0].replace(/[^\dXx]/g, '').toUpperCase()
    return { printed: match[0], value, valid: valid(value), index: first + match.index }
  })
}

export function isbnValid(value: string): boolean {
  if (/^\d{13}$/.test(value)) return [...value].reduce((sum, digit, i) => sum + Number(digit) * (i % 2 ? 3 : 1), 0) % 10 === 0
  return /^\d{9}[\dX]$/.test(value) && mod11(value) === 0
}

export const issnValid = (value: string): boolean => /^\d{7}[\dX]$/.test(value) && mod11(value) === 0

const mod11 = (value: string): number => [...value].reduce((sum, digit, i) => sum + (digit === 'X' ? 10 : Number(digit)) * (value.length - i), 0) % 11

const DOI = /\b10\.\d{4,9}\/[^\s"<>，。；、（）]*[^\s"<>，。；、（）.,;:)\]]/

/** The first DOI in a text, with or without the address before it. */
export function doiIn(text: string): { readonly value: string; readonly index: number } | undefined {
  const match = DOI.exec(text)
  return match ? { value: match[0], index: match.index } : undefined
}
