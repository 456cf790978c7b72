import { styleText } from 'node:util'
import stringWidth from 'string-width'
import type { EvidenceView, RelationView, Route } from '../graph/port.ts'
import { formatDate } from '../model/dates.ts'
import { locatorText } from '../model/locator.ts'
import type { Vocabulary } from '../model/vocabulary.ts'

/** Colours and weights only where a person looks: not in pipes, not with NO_COLOR. */
export const strong = (text: string): string => styleText('bold', text, { stream: process.stdout })
export const faint = (text: string): string => styleText('dim', text, { stream: process.stdout })

/** With what was found marked: in colour where a person looks, in brackets elsewhere. */
export function marked(text: string, highlights: readonly { readonly start: number; readonly end: number }[]): string {
  let [said, at] = ['', 0]
  for (const { start, end } of highlights) {
    said += text.slice(at, start) + (process.stdout.isTTY ? styleText(['bold', 'underline'], text.slice(start, end)) : `【${text.slice(start, end)}】`)
    at = end
  }
  return said + text.slice(at)
}

/**
 * Safe to show: what registers and documents hold may not move the cursor, set the window's title or turn the writing
 * round. Such characters are written out (\u202e), which in JSON means the same. Line breaks, tabs and the weights and
 * colours of this file stay.
 */
export const shown = (text: string): string => text.replace(UNSHOWN, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)

const ESCAPE = '\u001b'
const UNSHOWN = new RegExp(`(?![\\n\\t]|${ESCAPE}\\[\\d*m)[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]`, 'gu')

/** Pads to a width in columns; a Han character takes two. */
export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - stringWidth(text)))

/** Rows under headings, columns as wide as their widest cell (at most `most` columns, then cut with …). */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], most = 60): string[] {
  const cut = (text: string): string => {
    if (stringWidth(text) <= most) return text
    let kept = ''
    for (const character of text) {
      if (stringWidth(kept + character) > most - 1) break
      kept += character
    }
    return `${kept}…`
  }
  const cells = rows.map((row) => row.map(cut))
  const widths = headings.map((heading, i) => Math.max(stringWidth(heading), ...cells.map((row) => stringWidth(row[i] ?? ''))))
  const line = (row: readonly string[]): string => row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i]!))).join('  ').trimEnd()
  return [strong(line(headings)), ...cells.map(line)]
}

/** 「民國108年9月30日…至…」; nothing where nothing is known. */
export function periodText(relation: Pick<RelationView, 'start' | 'end'>): string {
  if (relation.start === undefined && relation.end === undefined) return ''
  const say = (date: string | undefined): string => (date === undefined ? '不詳' : formatDate(date, 'zh-Hant'))
  return `${say(relation.start)}至${say(relation.end)}`
}

const MARKS = [
  [(r: RelationView): boolean => r.state === 'proposed', '待審'],
  [(r: RelationView): boolean => r.disputed, '有異議'],
  [(r: RelationView): boolean => r.standing === 'deprecated', '已不採用'],
] as const

export const marksOf = (relation: RelationView): string => MARKS.filter(([test]) => test(relation)).map(([, mark]) => `〔${mark}〕`).join('')

/** One relation as a sentence read from its `from`: 「文化局 委託 故事工廠（永安藝文館）」. */
export function relationText(relation: RelationView, vocabulary: Vocabulary): string {
  const label = vocabulary.relations.get(relation.type)?.forward['zh-Hant'] ?? relation.type
  const period = periodText(relation)
  const qualifiers = Object.values(relation.qualifiers).flat().map(String).join('；')
  const about = [qualifiers, period].filter((part) => part !== '').join('，')
  return `${relation.from.name} ${strong(label)} ${relation.to.name}${about === '' ? '' : `（${about}）`}${marksOf(relation)}`
}

/** 「《社會團體名冊》第 12 列：…」 */
export function evidenceText(evidence: EvidenceView): string {
  const where = locatorText(evidence.locator)
  const stance = evidence.stance === 'supports' ? '' : evidence.stance === 'disputes' ? '〔反證〕' : '〔提及〕'
  return `《${evidence.source.name}》${where}${evidence.quote === undefined ? '' : `：「${evidence.quote}」`}${stance}${evidence.unchecked ? '〔待覆核〕' : ''}`
}

/** A route: its entities in one line, then each step's relations with their evidence, indented. */
export function routeLines(route: Route, vocabulary: Vocabulary, indent = '    '): string[] {
  const names = [route.steps[0]!.from.name, ...route.steps.map((step) => step.to.name)]
  const lines = [`${indent}${names.join(' ─ ')}`]
  for (const step of route.steps) {
    for (const relation of step.relations) {
      lines.push(`${indent}  · ${relationText(relation, vocabulary)}`)
      for (const evidence of relation.evidence) lines.push(faint(`${indent}      ${evidenceText(evidence)}`))
    }
  }
  return lines
}

/** The line that stands under every answer about connections (SEMANTICS 6). */
export const STANDING_LINE = '有紀錄的連結不等於隸屬或立場。'
