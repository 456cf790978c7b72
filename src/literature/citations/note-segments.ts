import type { Span } from '../../model/document.ts'
import type { FoundNote } from './notes.ts'
import { plain, traditional } from './plain.ts'

/** What one note says of one work, without 參見 and the sentence that leads to it. */
export interface Segment extends Span {
  readonly raw: string
  readonly flat: string
}

/** A stop ends a citation only where the next one begins: titles and abbreviations have stops too. */
const ENDS = /;\s*(?!\s*頁)|。\s*(?=(?:另|又|並|亦|也|請|可|詳|相關|有關)?(?:參見|參閱|見|參考|詳見|收入)?[^。《〈]{0,30}[《〈]|同前註|同上註|同註|[^。]{0,16}前引|[^。]{0,16}前揭)|\.\s+(?=(?:See|Also|Cf\.|Ibid)\b)/gu
const LEAD = /^(?:.*?(?:(?<![\p{Script=Han}])|(?<=[,。:]|另可|另|並|亦|請|可|又|及|例如))(?:參見|參閱|參考|詳見|參照|請見|引自|轉引自|出自|見於|可見|見|收於)(?=[^。]*(?:[《〈]|前引|前揭|同前|註))\s?:?\s?(?:本書|拙著|拙文)?|(?:See also|See|Cf\.|cf\.|For [^.]*?, see|Quoted in|Cited in):?\s+)/u

export function noteSegments(note: FoundNote, text: string): Segment[] {
  const words = text.slice(note.body, note.end)
  const flat = traditional(plain(words))
  const segments: Segment[] = []
  let at = 0
  const add = (until: number): void => {
    const part = flat.slice(at, until)
    const lead = LEAD.exec(part)?.[0].length ?? 0
    const from = at + lead + (part.slice(lead).length - part.slice(lead).trimStart().length)
    const raw = words.slice(from, until).trimEnd()
    if (raw !== '') segments.push({ raw, flat: flat.slice(from, from + raw.length), start: note.body + from, end: note.body + from + raw.length })
  }
  for (const match of flat.matchAll(ENDS)) {
    const end = match.index + match[0].trimEnd().length
    if (depth(flat.slice(at, match.index)) > 0) continue
    add(match[0].startsWith(';') ? match.index : end)
    at = match.index + match[0].length
  }
  add(flat.length)
  return segments
}

/** How many brackets or titles are open. */
function depth(text: string): number {
  let open = 0
  for (const char of text) open += '(《〈「『['.includes(char) ? 1 : ')》〉」』]'.includes(char) ? -1 : 0
  return open
}
