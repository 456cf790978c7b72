import type { Item, Line } from './pdf-lines.ts'

/** A head or foot of this many pages is one. */
const REPEATED = 3
/** Lines from the top and from the foot that may be one. */
const DEEP = 2
/** A head and a foot stand in this share of the sheet, from its edge. */
const EDGE = 0.15

/** Heads and feet of pages: what stands at the edge of several, but for its figures; and page numbers. */
export function findHeads(sheets: readonly (readonly Line[])[]): ReadonlySet<Line> {
  const edges = sheets.map((lines) => edgeOf(lines))
  const repeated = new Map<string, number>()
  for (const lines of edges) for (const key of new Set(lines.map(keyOf))) repeated.set(key, (repeated.get(key) ?? 0) + 1)
  const least = Math.min(REPEATED, Math.max(2, sheets.length))
  const heads = new Set([...sheets.flat().filter(({ folio }) => folio), ...edges.flat()].filter((line) => line.folio === true || isNumber(line.text) || (sheets.length > 1 && repeated.get(keyOf(line))! >= least)))
  // a head further down: the same words on half of the sheets
  const deep = new Map<string, number>()
  const tops = sheets.map((lines) => [...lines].sort((a, b) => a.y - b.y).filter(({ y, sheetHeight }) => y < sheetHeight * 2 * EDGE).slice(0, DEEP + 1))
  for (const lines of tops) for (const key of new Set(lines.map(keyOf))) deep.set(key, (deep.get(key) ?? 0) + 1)
  // the first sheet prints the title itself
  for (const line of tops.slice(1).flat()) if (/\p{L}/u.test(line.text) && deep.get(keyOf(line))! >= Math.max(REPEATED, sheets.length / 2)) heads.add(line)
  // a head that names a short chapter: it stands where the heads of other pages stand, in their letters
  const places = new Map<string, number>()
  const places2 = [...heads].filter((line) => !isNumber(line.text)).map(placeOf)
  for (const place of places2) places.set(place, (places.get(place) ?? 0) + 1)
  for (const lines of edges) for (const line of lines) if ((places.get(placeOf(line)) ?? 0) >= Math.max(REPEATED, sheets.length * 0.2) && line.text.length <= 40) heads.add(line)
  return heads
}

/**
 * Figures at the edge of sheets that count on with them: their page numbers, also where one stands beside a heading. A
 * third of the sheets have to have them.
 */
export function foliosOf(sheets: readonly (readonly Item[])[]): ReadonlySet<Item> {
  const votes = new Map<number, Item[]>()
  for (const [i, items] of sheets.entries()) {
    for (const item of items) {
      if (!/^\d{1,4}$/.test(item.text.trim()) || item.y > item.sheetHeight * EDGE && item.y < item.sheetHeight * (1 - EDGE)) continue
      const offset = Number(item.text) - i
      votes.set(offset, [...(votes.get(offset) ?? []), item])
    }
  }
  return new Set([...votes.values()].filter((items) => items.length >= Math.max(REPEATED, sheets.length / 3)).flat())
}

const placeOf = ({ y, size }: Line): string => `${Math.round(y / 2)} ${size}`
const keyOf = ({ text, y, sheetHeight }: Line): string => `${text.replace(/[\d\s]|[ivxlc]+$/gi, '')} ${y < sheetHeight / 2 ? 'top' : 'foot'}`

function edgeOf(lines: readonly Line[]): Line[] {
  const ordered = [...lines].sort((a, b) => a.y - b.y)
  const height = ordered[0]?.sheetHeight ?? 0
  // by height, since a head in two pieces (name at one side, number at the other) is two lines of a page in columns
  const top = ordered.filter(({ y }) => y < height * EDGE).slice(0, DEEP)
  const foot = ordered.filter(({ y }) => y > height * (1 - EDGE)).slice(-DEEP)
  return [...new Set([...top, ...foot])]
}

const NUMBER = /^[-–—~·•|\s[(（]*(?:第\s*)?(?:page\s*|p\.\s*)?(\d{1,4}|[ivxlc]{1,8})(?:\s*[頁页])?(?:\s*(?:\/|of|共)\s*\d{1,4}\s*[頁页]?)?[-–—~·•|\s\])）]*$/i
const isNumber = (text: string): boolean => NUMBER.test(text)

/** The number a head or foot prints: alone, or at one of its ends. */
function numbersIn(text: string): string[] {
  const alone = NUMBER.exec(text)?.[1]
  if (alone !== undefined) return [alone]
  return [/^(\d{1,4})(?=[\s\t|‧·．.]|\p{Script=Han})/u.exec(text)?.[1], /(?:^|[\s\t|‧·－—-]|\p{Script=Han})(\d{1,4})$/u.exec(text)?.[1]].flatMap((number) => number ?? [])
}

/**
 * What each sheet is called: the number printed on it (counted on from its neighbours where it is not), else the
 * label the file gives it, else the number of the sheet, in brackets where others have printed numbers.
 */
export function pageNames(sheets: readonly (readonly Line[])[], heads: ReadonlySet<Line>, labels: readonly string[] | null): string[] {
  const printed = sheets.map((lines) => lines.filter((line) => heads.has(line)).flatMap((line) => numbersIn(line.text)))
  const offsets = runsOf(printed)
  const told = labels?.some((label, i) => label !== String(i + 1)) === true ? labels : undefined
  const anyPrinted = offsets.some((offset) => offset !== undefined)
  return sheets.map((_, i) => {
    const offset = offsets[i]
    if (offset !== undefined) return String(i + offset)
    const roman = printed[i]!.find((number) => /^[ivxlc]+$/i.test(number))
    return roman ?? told?.[i]?.trim() ?? (anyPrinted ? `[${i + 1}]` : String(i + 1))
  })
}

/**
 * Printed minus sheet number, for each sheet: a stretch of sheets agrees on it, and what is printed on three of them
 * holds for those between and for two pages before and after (a chapter's first page prints none), down to page 1.
 */
function runsOf(printed: readonly (readonly string[])[]): (number | undefined)[] {
  const votes = new Map<number, number[]>()
  for (const [i, numbers] of printed.entries()) for (const number of numbers) if (/^\d+$/.test(number)) votes.set(Number(number) - i, [...(votes.get(Number(number) - i) ?? []), i])
  const offsets: (number | undefined)[] = printed.map(() => undefined)
  const strength: number[] = printed.map(() => 0)
  for (const [offset, sheets] of votes) {
    if (sheets.length < REPEATED && !(printed.length < 2 * REPEATED && sheets.length >= 2)) continue
    const [from, to] = [Math.max(0, sheets[0]! - 2, 1 - offset), Math.min(printed.length - 1, sheets.at(-1)! + 2)]
    for (let i = from; i <= to; i++) if (i + offset >= 1 && sheets.length > strength[i]!) [offsets[i], strength[i]] = [offset, sheets.length]
  }
  return offsets
}
