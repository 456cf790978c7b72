import { plain, traditional } from './plain.ts'

/** A stretch of a reference twice: as printed, and plain for patterns. Both of one length, so that a value found in one is cut from the other. */
export interface Piece {
  readonly text: string
  readonly flat: string
}

export type Found = Readonly<Record<string, Piece | undefined>> & { readonly $rest: Piece }

const EMPTY: Piece = { text: '', flat: '' }

/** Robert Putnam, *Bowling Alone*: between a name and the rest, italics mark the title as 《》 do. Not behind a year, where they may mark the journal. */
const ITALIC_TITLE = /^(?<before>[^*_()\d"“”《〈「<]{3,160}[,.:，：]\s?)(?:\*|_|<i>|<em>)(?<title>[^*_《》<]{3,300}?)(?:\*|_|<\/i>|<\/em>)(?=[\s,.(，。（])/u

/** One line of what stood on several, without the marks of Markdown. */
export function piece(raw: string): Piece {
  const text = raw
    .replace(ITALIC_TITLE, '$<before>《$<title>》')
    .replace(/^[\s\u00ad]*_{2,}(?=[.,\s(])/u, '———')
    .replace(/\\(?=[[\]*_.()<>#~-])/g, '')
    .replace(/<(https?:[^>\s]+)>/g, '$1')
    .replace(/\[([^\]]*)\]\((https?:[^)\s]+)\)/g, (_, label: string, url: string) => (label.startsWith('http') || label === '' ? `${url} ` : `${label} ${url} `))
    .replace(/\*+|(?<![\p{L}\d/])_+|_+(?![\p{L}\d/])|<\/?(?:i|em|b|strong|u|span|br)[^>]*>/gu, '')
    .replace(/-\n\s*(?=\p{Ll})/gu, '-')
    .replace(/(?<=[\p{Script=Han}、。，；：（）《》〈〉「」])\s*\n\s*(?=[\p{Script=Han}、。，；：（）《》〈〉「」])/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  return { text, flat: quoted(text, traditional(plain(text))) }
}

/** Last, First. ‘Title’, Journal: in Britain single quotation marks part a title from the rest. */
const SINGLE = /(?:^|(?<=[\s(,.:]))‘(?<title>.{3,300}?)’(?=[,.\s(;]|$)/du

/** The same with the marks of a typewriter, where a stop or comma goes with them. */
const STRAIGHT = /(?<=[.,]\s)'(?<title>[^"“].{3,300}?)(?:(?<=[.,?!])'(?=\s)|'(?=[,.]))/du

function quoted(text: string, flat: string): string {
  const [start, end] = (SINGLE.exec(text) ?? STRAIGHT.exec(text))?.indices?.groups?.title ?? []
  if (start === undefined || end === undefined || /["“]/.test(text.slice(0, start))) return flat
  return `${flat.slice(0, start - 1)}"${flat.slice(start, end).replaceAll('"', "'")}"${flat.slice(end + 1)}`
}

export function cut(from: Piece, start: number, end = from.text.length): Piece {
  return { text: from.text.slice(start, end), flat: from.flat.slice(start, end) }
}

/** Two pieces in a row. */
export function join(a: Piece, b: Piece): Piece {
  return { text: `${a.text} ${b.text}`, flat: `${a.flat} ${b.flat}` }
}

/** The named groups of a pattern in the plain text (it needs the flag `d`), as pieces; `$rest` is what follows the match. */
export function find(from: Piece, pattern: RegExp): Found | undefined {
  const match = pattern.exec(from.flat)
  if (!match) return undefined
  const groups = Object.entries(match.indices!.groups ?? {}).map(([name, at]): [string, Piece | undefined] => [name, at && cut(from, at[0], at[1])])
  return { ...Object.fromEntries(groups), $rest: cut(from, match.index + match[0].length) } as Found
}

/** The same, taken out: `$rest` is what stands before and behind. */
export function takeOut(from: Piece, pattern: RegExp): Found | undefined {
  const found = find(from, pattern)
  if (!found) return undefined
  const match = pattern.exec(from.flat)!
  return { ...found, $rest: join(cut(from, 0, match.index), found.$rest) } as Found
}

/** As a value: without blanks, stops and quotation marks around it. */
export function value(found: Piece | undefined): string | undefined {
  const text = (found ?? EMPTY).text.trim().replace(/^[\s,，.。、;；:：]+|[\s,，。、;；:：]+$/g, '').replace(/(?<!\b\p{L}|[.])\.$/u, '').replace(/\s+/g, ' ')
  const inside = /^[《〈「『“"](?<inside>[^《》〈〉「」『』“”"]*)[》〉」』”"]$|^《(?<book>.*)》$|^〈(?<part>.*)〉$/u.exec(text)?.groups
  const bare = inside ? (inside.inside ?? inside.book ?? inside.part)! : text
  return bare.trim() === '' ? undefined : bare.trim()
}
