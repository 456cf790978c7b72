import { knownHeading } from './known-headings.ts'
import { labelled } from './labels.ts'
import type { Line } from './lines.ts'
import { numberedAs } from './numbering.ts'

export interface FrontZone {
  /** Cover and title page: up to the first running text. */
  readonly title: readonly Line[]
  /** All before the contents or the first chapter, prefaces included. */
  readonly front: readonly Line[]
  /** The last lines, where many books have their colophon; empty when they hold none. */
  readonly back: readonly Line[]
}

const MOST = 400
const LAST = 80

export function frontZone(all: readonly Line[]): FrontZone {
  const lines = all.filter(({ kind }) => kind !== 'running-head')
  const bounded = lines.slice(0, MOST)
  const end = bounded.findIndex((line, i) => i > 0 && (knownHeading(line.text) === 'contents' || begins(line)))
  const front = bounded.slice(0, end < 0 ? Math.min(MOST, 120) : end)
  const prose = front.findIndex((line, i) => isProse(line) && labelled(line.text).length === 0 || i > 0 && partOf(line))
  const tail = lines.slice(Math.max(front.length, lines.length - LAST))
  const signs = tail.filter(({ text }) => /ISBN|定\s*[價价]|出\s*版\s*(?:者|社|發行|单位|單位)|發\s*行\s*人|預行編目|版權所有/.test(text)).length
  return { title: prose < 0 ? front.slice(0, 60) : front.slice(0, prose), front, back: signs >= 3 ? tail : [] }
}

const begins = (line: Line): boolean => {
  const numbered = line.text.length <= 60 ? numberedAs(line.text) : undefined
  // Ⅰ．①学… of a CIP block begins no text.
  return numbered !== undefined && numbered.value === 1 && numbered.system.rank <= 50 && (line.kind === 'heading' || numbered.system.strong === true) && !/[①…]/.test(line.text)
}

const partOf = (line: Line): boolean => {
  const known = knownHeading(line.text)
  return known !== undefined && known !== 'colophon'
}

/** Running text: long, with the marks of sentences. */
export const isProse = ({ text }: Line): boolean => text.length >= 60 && /[。；！？]|[a-z]\. /.test(text) || text.length >= 150
