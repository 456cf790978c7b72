import type { Block, Span } from '../../model/document.ts'
import { NUMBER } from './item.ts'
import { isListHeading, isListPart } from './list-headings.ts'
import { HAN, plain } from './plain.ts'
import { isPersonName } from './surnames.ts'
import { YEAR_SOURCE } from './years.ts'

interface Line extends Span {
  readonly text: string
  readonly flat: string
  readonly block: Block
  readonly first: boolean
}

const ROLE = '\\([^()]{0,6}(?:編|著|譯|[Ee]ds?\\.)[^()]{0,4}\\)'
const APA = new RegExp(`^(?:[^()。《》〈〉"]|${ROLE}){2,220}?[,.]?\\s?[([]\\s?${YEAR_SOURCE.replace(/\?<\w+>/g, '?:')}`, 'iu')
/** 林振春（2011）。 and not 林振春（2011）指出. */
const LISTED = new RegExp(`${APA.source}[^()]{0,30}[)\\]]\\s?[.。,:《〈]`, 'iu')
const HUMANITIES = /^[^。《》〈〉()"\d]{2,60}?(?:\([^()]{1,10}\)[^。《》〈〉()"\d]{0,12})?[,:。.、]?\s?[《〈「]/u
const WESTERN = /^(?:(?:van|von|de|der|den|del|di|da|du|la|le|al|el)[\s-])*\p{Lu}[\p{L}'’-]+(?:[\s-]\p{Lu}[\p{L}'’-]+)?,\s(?:\p{Lu}\.|\p{Lu}\p{Ll}+(?:\s\p{Lu}\.)?[.,\s]|\p{Lu}{1,2}[.,\s])/u
/** Last, First, and First Last. 2012. */
const AUTHOR_DATE = /^(?:[\p{Ll}\s'-]{1,8}\s)?\p{Lu}[^\d"()《》〈〉]{2,240}[.,]\s(?:(?:1[5-9]|20)\d\d[a-z]?|n\.d)[.,]\s/u
const HAN_YEAR = /^(?:[\p{Script=Han}·・、與及和]{2,40}(?:\([\p{L}\s&,.'-]{2,60}\))?|[\p{L}\s.,&]{3,80})[,.。]\s?(?:1[5-9]|20)\d\d[a-z]?[,.。]/u
const DASHES = /^(?:-{2,}|_{2,}|-{1,2}\s?\()/
const TITLE = /^[《〈]/
/** With `again` a line inside a paragraph, where hanging lines of the entry before look much alike. */
const STARTS: readonly { readonly pattern: RegExp; readonly again: boolean }[] = [
  { pattern: APA, again: true }, { pattern: HUMANITIES, again: true }, { pattern: WESTERN, again: true }, { pattern: HAN_YEAR, again: true }, { pattern: AUTHOR_DATE, again: false }, { pattern: DASHES, again: true }, { pattern: TITLE, again: false },
]
/** Whether a paragraph looks like an entry wherever it stands: author and year, or a dash for the author before. */
export const beginsEntry = (flat: string): boolean => (/^-{2,}[.,]?\s?/.test(flat) || LISTED.test(flat) || AUTHOR_DATE.test(flat) || HAN_YEAR.test(flat)) && /(?:1[5-9]|20)\d\d|n\.d\./.test(flat.slice(0, 300))

const COMPLETE = /(?:[.。)\]》」]|\d|https?:\S+|[\w/]{4,})\s*$/

export interface Entry extends Span {
  /** Its lines, without page numbers that came between them. */
  readonly words: string
}

/**
 * Where the entries of a list stand: one a paragraph, one a line, numbered, with hanging lines, or broken by a page.
 * Names of parts (英文部分) and bare page numbers belong to none.
 */
export function splitEntries(text: string, blocks: readonly Block[]): Entry[] {
  const lines = blocks.flatMap((block) => linesOf(text, block))
  const numbered = lines.filter(({ flat }) => NUMBER.test(flat)).length
  const byNumber = numbered >= 2 && numbered * 2 > lines.filter(({ first }) => first).length * 0.8
  const entries: { start: number; end: number; flat: string; words: string }[] = []
  for (const line of lines) {
    const last = entries.at(-1)
    // A paragraph without a number behind a numbered entry that is complete is no part of the list.
    if (byNumber && line.first && !NUMBER.test(line.flat) && (!last || COMPLETE.test(last.flat))) continue
    if (!last || starts(line, last.flat, byNumber)) entries.push({ start: line.start, end: line.end, flat: line.flat, words: line.text })
    else {
      last.end = line.end
      last.flat += ` ${line.flat}`
      last.words += `\n${line.text}`
    }
  }
  return entries.filter(({ flat }) => flat.length > 5 && /\d|《|n\.\s?d\.|[.。]/.test(flat)).map(({ start, end, words }) => ({ start, end, words }))
}

/** 王大明，學習型城市，台北：師大書苑，2012。 */
function named(flat: string): boolean {
  const name = /^(?<name>\p{Script=Han}{3})(?:[、與及和]\p{Script=Han}{2,4}){0,6}(?:主編|編著|著|編|譯)?[,.。:]/u.exec(flat)?.groups?.name
  return name !== undefined && isPersonName(name)
}

function starts(line: Line, before: string, byNumber: boolean): boolean {
  if (byNumber) return NUMBER.test(line.flat) && !/^\d{4}/.test(line.flat)
  if (line.first && line.block.kind === 'item') return true
  const flat = line.flat.replace(/^(?!_{2,}[.,\s(])[*_"\s]+/, '')
  const start = STARTS.some(({ pattern, again }) => (line.first || again) && pattern.test(flat)) || named(flat)
  if (line.first) {
    if (start) return COMPLETE.test(before) || !/[,、，:&-]\s*$/.test(before)
    // Broken by a page: the entry before has not come to its end, or this is not how one begins.
    return COMPLETE.test(before) && !/^[\p{Ll}\d(),.、。:;]/u.test(flat) && /(?:1[5-9]|20)\d\d|民國|n\.d\.|https?:/.test(flat) && HAN.test(flat) === HAN.test(before)
  }
  return start && COMPLETE.test(before) && !/\b(?:In|and|&)\s*$/.test(before)
}

function linesOf(text: string, block: Block): Line[] {
  const lines: Line[] = []
  let at = block.start
  for (const printed of text.slice(block.start, block.end).split('\n')) {
    const bare = printed.trim()
    const start = at + printed.indexOf(bare)
    at += printed.length + 1
    if (bare === '' || /^\d{1,4}$|^[-*_=]{3,}$|(?:\.{4,}|…{2,})\s*\d+$/.test(bare) || isListPart(bare) || isListHeading(bare)) continue
    lines.push({ start, end: start + bare.length, text: bare, flat: plain(bare).replace(/^>\s?/, ''), block, first: lines.length === 0 })
  }
  return lines
}
