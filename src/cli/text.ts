import { styleText } from 'node:util'
import stringWidth from 'string-width'
import type { EvidenceView, RelationView } from '../graph/port.ts'
import type { MarkedRoute } from '../graph/marked.ts'
import { evidenceMarks, keptText, relationText as plainRelationText } from '../graph/wording.ts'
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

/** One relation as a sentence, its verb in bold. */
export const relationText = (relation: RelationView, vocabulary: Vocabulary): string => plainRelationText(relation, vocabulary, strong)

/** 「《社會團體名冊》第 12 列：…」 */
export function evidenceText(evidence: EvidenceView): string {
  const where = locatorText(evidence.locator)
  return `《${evidence.source.name}》${where}${evidence.quote === undefined ? '' : `：「${evidence.quote}」`}${evidenceMarks(evidence)}`
}

/** Its evidence, or what stands in its place, a line each. */
export const evidenceLines = ({ evidence, keptBy }: RelationView): string[] => [...evidence.map(evidenceText), ...(keptBy.length > 0 ? [keptText()] : [])]

const CONCURRENCE = { concurrent: '同時', possible: '可能同時', sequential: '先後' } as const

/** A route: its entities in one line, with whether its relations held together, then each step's relations with their evidence, indented. */
export function routeLines(route: MarkedRoute, vocabulary: Vocabulary, indent = '    '): string[] {
  const names = [route.steps[0]!.from.name, ...route.steps.map((step) => step.to.name)]
  const lines = [`${indent}${names.join(' ─ ')}〔${CONCURRENCE[route.concurrence]}〕`]
  for (const step of route.steps) {
    for (const relation of step.relations) {
      lines.push(`${indent}  · ${relationText(relation, vocabulary)}`)
      for (const line of evidenceLines(relation)) lines.push(faint(`${indent}      ${line}`))
    }
  }
  return lines
}
