import type { Document, Span } from '../../model/document.ts'
import { isNotesHeading } from './list-headings.ts'
import { plain, traditional } from './plain.ts'
import type { ReferenceList } from './types.ts'

export interface FoundNote extends Span {
  readonly label: string
  /** Where its words begin, behind the label. */
  readonly body: number
  readonly marks: readonly Span[]
}

const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** How a line says that it is a note; `anywhere` or only below a heading that says so or in the words of a citation. */
const LABELS: readonly { readonly pattern: RegExp; readonly anywhere: boolean }[] = [
  { pattern: /^\[\^(?<label>[^\]\s]+)\]:\s*/u, anywhere: true },
  { pattern: new RegExp(`^(?<label>[${CIRCLED}]|[${RAISED}]+)\\s*`, 'u'), anywhere: true },
  { pattern: /^[([]?\s?(?:註|注)\s?(?<label>\d{1,3}|[一二三四五六七八九十]{1,4})\s?[)\]]?\s?[:、.]?\s*/u, anywhere: true },
  { pattern: /^\[(?<label>\d{1,3})\]\s*/u, anywhere: false },
  { pattern: /^\((?<label>\d{1,3})\)\s*/u, anywhere: false },
  { pattern: /^(?<label>\d{1,3})(?:[.、:]\s*|\s+)(?=\S)/u, anywhere: false },
]
const CITES = /^(?:參見|見|詳見|參閱)?[^。]{0,40}[《〈]|同前註|同上註|同註|前引書|前揭|前引文|[Ii]bid\b|[Oo]p\.\s?cit/u

export function findNotes(document: Document, lists: readonly ReferenceList[]): FoundNote[] {
  const notes: { label: string; start: number; end: number; body: number }[] = []
  let below = false
  for (const block of document.blocks) {
    if ((block.kind !== 'note' || document.format === 'pdf') && lists.some((list) => block.start >= list.start && block.end <= list.end)) continue
    const printed = document.text.slice(block.start, block.end)
    if (block.kind === 'heading' || isNotesHeading(printed)) {
      below = isNotesHeading(printed)
      continue
    }
    if (block.kind === 'note') {
      const read = labelled(printed, true)
      notes.push({ label: (block.label ?? read?.label ?? '').replace(/^\^/, ''), start: block.start, end: block.end, body: block.start + (read?.length ?? 0) })
      continue
    }
    if (block.kind !== 'paragraph' && block.kind !== 'item') continue
    let at = block.start
    const overlapping = lists.filter((list) => list.start < block.end && list.end > block.start)
    for (const line of printed.split('\n')) {
      if (overlapping.some((list) => list.start < at + line.length && at < list.end)) break
      const indent = line.length - line.trimStart().length
      const read = labelled(line.trim(), below)
      const last = notes.at(-1)
      if (read) notes.push({ label: read.label, start: at + indent, end: at + line.trimEnd().length, body: at + indent + read.length })
      else if (last && line.trim() !== '' && at > block.start && last.start >= block.start) last.end = at + line.trimEnd().length
      at += line.length + 1
    }
  }
  const marks = findMarks(document.text, notes)
  return notes.map((note) => ({ ...note, marks: marks.get(note) ?? [] }))
}

function labelled(line: string, below: boolean): { label: string; length: number } | undefined {
  const flat = traditional(plain(line))
  for (const { pattern, anywhere } of LABELS) {
    const found = pattern.exec(flat)
    if (!found) continue
    return anywhere || below || CITES.test(flat.slice(found[0].length)) ? { label: figures(found.groups!.label!), length: found[0].length } : undefined
  }
  return undefined
}

/** ① and ¹ as 1. */
function figures(label: string): string {
  const circled = CIRCLED.indexOf(label)
  return circled >= 0 ? String(circled + 1) : label.replace(new RegExp(`[${RAISED}]`, 'g'), (figure) => String(RAISED.indexOf(figure)))
}

const MARKS = new RegExp(`\\[\\^(?<markdown>[^\\]\\s]+)\\](?!:)|[([〔（［]\\s?(?:註|注)\\s?(?<word>\\d{1,3}|[一二三四五六七八九十]{1,4})\\s?[)\\]〕）］]|(?<circled>[${CIRCLED}])|(?<raised>[${RAISED}]+)|<sup>\\[?(?<html>\\d{1,3})\\]?</sup>|(?<=[。，；：」』》）\\p{Script=Han}])\\[(?<square>\\d{1,3})\\]`, 'gu')

/** Each mark belongs to the next note of its label, since notes begin anew with chapters and pages; behind the last, to that. */
function findMarks<T extends Span & { label: string }>(text: string, notes: readonly T[]): ReadonlyMap<T, Span[]> {
  const marks = new Map<T, Span[]>()
  const byLabel = Map.groupBy(notes, ({ label }) => label)
  let next = 0
  for (const match of text.matchAll(MARKS)) {
    while (next < notes.length && notes[next]!.end <= match.index) next++
    // 見註① within a note refers to a note, but is no mark.
    if (next < notes.length && match.index >= notes[next]!.start) continue
    const { markdown, word, circled, raised, html, square } = match.groups!
    const span = { start: match.index, end: match.index + match[0].length }
    const same = byLabel.get(figures(markdown ?? word ?? circled ?? raised ?? html ?? square!))
    if (!same) continue
    const note = same.find(({ start }) => start > span.start) ?? same.at(-1)!
    marks.set(note, [...(marks.get(note) ?? []), span])
  }
  return marks
}
