import type { Document, Span } from '../../model/document.ts'
import { candidates, type Candidate } from './heading-candidates.ts'
import { isProse } from './front-zone.ts'
import type { ContentsEntry } from './contents.ts'
import { matchContents } from './contents-match.ts'
import { headingKey, knownHeading, type KnownKind } from './known-headings.ts'
import { levelsOf } from './levels.ts'
import { linesOf } from './lines.ts'
import { runningHeads } from './running-heads.ts'

export const SECTION_KINDS = ['front', 'part', 'chapter', 'section', 'references', 'appendix', 'notes'] as const
export type SectionKind = (typeof SECTION_KINDS)[number]

export interface Section extends Span {
  /** Without its number; spaces of the setting undone. */
  readonly title: string
  readonly subtitle?: string
  /** As printed, without spaces: 第一章, 壹、, 1.2. */
  readonly number?: string
  /** 1 is the highest. */
  readonly level: number
  /** Its place among the sections of the section above, as an index of the list; absent at the top. */
  readonly parent?: number
  readonly kind: SectionKind
  /** Of a chapter in an edited volume: as the contents print them, else as they stand below the heading. */
  readonly authors: readonly string[]
  /** First page: as the contents print it; see `pages.ts` for those of other headings. */
  readonly page?: string
  /** Whether `page` was counted rather than printed. */
  readonly derived?: boolean
  /** False for what only the contents know; `start` and `end` are then those of its entry. */
  readonly inText: boolean
  /** Where its heading ends and its text begins. */
  readonly body: number
}

/** Where two parts of a work disagree, or something is missing: for people to look at. Nothing is mended. */
export interface Finding {
  readonly about: 'contents' | 'numbering' | 'authors' | 'pages'
  readonly message: string
  readonly at: Span
}

export interface Sections {
  /** In the order of the work; each section before those within it. */
  readonly sections: readonly Section[]
  readonly findings: readonly Finding[]
}

/**
 * The headings of a document as a tree, checked against its contents.
 * @param cover where the title and subtitle stand: headings of nothing, where there are others
 */
export function readSections(document: Document, contents: readonly ContentsEntry[], cover: readonly Span[] = []): Sections {
  const marked = candidates(document, contents, runningHeads(document, contents))
  const below = marked.filter(({ line, numbered }) => numbered !== undefined || !cover.some(({ start, end }) => start <= line.start && line.start < end))
  const all = below.length > 1 ? below : marked
  const matches = matchContents(all, contents)
  const kept = dropTitlePage(document, all, matches)
  const findings: Finding[] = []
  const levels = levelsOf(ranked(kept, matches))
  const body = bodyAt(kept, matches)
  const kinds = kept.map((each, i): SectionKind => kindOf(each, levels[i]!, i < body, kept, matches))
  const sections: Section[] = []
  const stack: number[] = []
  for (const [i, each] of kept.entries()) {
    const entry = matches.get(each)
    stack.length = Math.min(stack.length, levels[i]! - 1)
    const parent = stack.at(-1)
    const following = kept.findIndex((_, next) => next > i && levels[next]! <= levels[i]!)
    const authors = entry && entry.authors.length > 0 ? entry.authors : levels[i] === 1 || kinds[i] === 'chapter' ? each.authors : []
    sections.push({
      title: spaced(each.title, entry), ...(each.subtitle ? { subtitle: each.subtitle } : {}), ...(each.numbered ? { number: each.numbered.label } : {}),
      level: levels[i]!, ...(parent === undefined ? {} : { parent }), kind: kinds[i]!, authors, ...(entry?.page ? { page: entry.page } : {}),
      inText: true, start: each.line.start, body: each.end, end: following < 0 ? document.text.length : kept[following]!.line.start,
    })
    stack.push(i)
    findings.push(...disagreements(each, entry))
  }
  return { sections: withMissing(sections, contents, kept, matches, findings), findings: [...findings, ...jumps(kept, sections)] }
}

/** Headings of cover and title page are no sections: what stands before the first part that is known, numbered or listed, without text of its own. */
function dropTitlePage(document: Document, all: readonly Candidate[], matches: ReadonlyMap<Candidate, ContentsEntry>): Candidate[] {
  const lines = linesOf(document)
  const starts = all.map(({ line }) => line.start)
  let front = true
  const kept = all.filter((each, i) => {
    if (!front) return true
    const text = lines.filter(({ start }) => start > each.end - 1 && start < (starts[i + 1] ?? Infinity))
    const known = each.known !== undefined && each.known !== 'colophon'
    if (known || each.numbered && each.numbered.system.rank <= 60 || matches.has(each)) front = false
    else if (text.some(isProse) && text.every(({ text: words }) => !/ISBN/.test(words))) return true
    return !front
  })
  // The title of an article or a page over all of it: the one heading of the highest mark, and the first.
  const [first, ...rest] = kept
  const single = first?.mark !== undefined && !first.numbered && !first.known && !matches.has(first) && rest.length > 1 && rest.every(({ mark }) => mark === undefined || mark > first.mark!)
  return single ? rest : kept
}

/** What each heading brings for its level: headings that the contents list without number, and 參考文獻 among chapters, stand at the top. */
function ranked(kept: readonly Candidate[], matches: ReadonlyMap<Candidate, ContentsEntry>): { numbered?: Candidate['numbered']; mark?: number; top?: boolean; leaf?: boolean; rank?: number }[] {
  const chapters = kept.filter((each) => (each.numbered?.system.rank ?? 99) <= 20 || matches.get(each)?.level === 1)
  const highest = Math.min(...(chapters.length > 0 ? chapters : kept).map(({ mark }) => mark ?? Infinity))
  const counts = new Map<string, number>()
  for (const { known } of kept) if (known) counts.set(known, (counts.get(known) ?? 0) + 1)
  const volume = chapters.filter((each) => !each.numbered && !each.known).length >= 2
  return kept.map((each, i) => {
    const mark = { ...(each.mark === undefined ? {} : { mark: each.mark }), ...(each.known && FRONT.has(each.known) ? { leaf: true } : {}) }
    if (each.numbered) return { numbered: each.numbered, ...mark }
    if (matches.get(each)?.level === 1) return { ...mark, top: true }
    if (!each.known) return mark
    const before = !kept.slice(0, i).some((other) => chapters.includes(other))
    const own = each.mark !== undefined && each.mark > highest
    if (before || (each.mark ?? Infinity) <= highest) return { ...mark, top: true }
    // Every chapter of an edited volume has its own; without marks, more than one says so.
    if (own && (volume || counts.get(each.known)! > 1)) return { ...mark, rank: 25 }
    return counts.get(each.known)! > 1 || volume && each.mark === undefined ? { ...mark, rank: 25 } : { ...mark, top: true }
  })
}

/** I N T R O D U C T I O N: the words as the contents have them, else together. */
function spaced(title: string, entry: ContentsEntry | undefined): string {
  if (!/^(?:\p{Lu}{1,2}\s){3,}/u.test(title)) return title
  return entry && headingKey(entry.title) === headingKey(title) ? entry.title : title.replace(/(?<=\p{L})\s(?=\p{L})/gu, '')
}

/** Where the text begins: at the first numbered or listed heading, else behind the last known front matter of the first eighth. */
function bodyAt(kept: readonly Candidate[], matches: ReadonlyMap<Candidate, ContentsEntry>): number {
  const sure = kept.findIndex((each) => each.numbered !== undefined && each.numbered.system.rank <= 60 || matches.has(each) && each.known === undefined)
  const usual = 1 + kept.slice(0, Math.ceil(kept.length / 8)).findLastIndex((each) => each.known !== undefined && FRONT.has(each.known))
  return Math.max(sure, usual)
}

const FRONT: ReadonlySet<KnownKind> = new Set(['front', 'contents', 'list', 'authors', 'abstract', 'colophon'])
/** Words for an introduction, which is front matter only before numbered or listed chapters. */
const OPENING = new Set(['前言', '引言', '導言', '緒言', '序言', 'Preface', 'Introduction'].map(headingKey))

function kindOf(each: Candidate, level: number, before: boolean, kept: readonly Candidate[], matches: ReadonlyMap<Candidate, ContentsEntry>): SectionKind {
  const rank = each.numbered?.system.rank ?? 99
  const known = each.known ?? (level <= 2 ? REFERENCES_ONLY(knownHeading(each.title)) : undefined)
  if (known && FRONT.has(known)) {
    const opening = OPENING.has(headingKey(each.title)) && !kept.some((other) => (other.numbered?.system.rank ?? 99) <= 40 || matches.has(other))
    if (!opening && (before || level === 1 && (known === 'authors' || known === 'list' || known === 'contents' || known === 'colophon'))) return 'front'
  }
  if (known === 'references' || known === 'appendix' || known === 'notes') return known
  if (known === 'back') return 'appendix'
  if (rank <= 10) return 'part'
  if (rank === 20 || level === 1) return 'chapter'
  return 'section'
}

/** 柒、參考文獻 and 第六章 參考文獻 are reference lists too; a numbered 前言 is a section of the text. */
const REFERENCES_ONLY = (known: KnownKind | undefined): KnownKind | undefined => (known === 'references' || known === 'appendix' ? known : undefined)

function disagreements(each: Candidate, entry: ContentsEntry | undefined): Finding[] {
  if (!entry) return []
  const at = { start: each.line.start, end: each.end }
  const found: Finding[] = []
  const [ours, theirs] = [headingKey(each.title + (each.subtitle ?? '')), headingKey(entry.title + (entry.subtitle ?? ''))]
  if (ours !== theirs && (headingKey(each.title) !== headingKey(entry.title) || each.subtitle && entry.subtitle)) found.push({ about: 'contents', at, message: `目次作「${entry.title}${entry.subtitle ? `——${entry.subtitle}` : ''}」，內文標題作「${each.title}${each.subtitle ? `——${each.subtitle}` : ''}」 (contents and heading differ)` })
  if (entry.authors.length > 0 && each.authors.length > 0 && entry.authors.join('、') !== each.authors.join('、')) found.push({ about: 'authors', at, message: `「${each.title}」的作者目次作${entry.authors.join('、')}，內文作${each.authors.join('、')} (authors differ between contents and text)` })
  return found
}

const PART = /^(?:第.{1,4}[編编篇部輯辑]|Part)/i

/** Chapters that the contents list and the text lacks go in their place; lesser entries of chapters that are there are reported. */
function withMissing(sections: readonly Section[], contents: readonly ContentsEntry[], kept: readonly Candidate[], matches: ReadonlyMap<Candidate, ContentsEntry>, findings: Finding[]): Section[] {
  const parts = contents.some(({ level, number }) => level === 1 && PART.test(number ?? ''))
  const byEntry = new Map(kept.flatMap((each, i) => (matches.has(each) ? [[matches.get(each)!, i] as const] : [])))
  const missing = new Map<number, Section[]>()
  let after = -1
  let present = true
  for (const entry of contents) {
    const index = byEntry.get(entry)
    if (index !== undefined) {
      after = index
      if (entry.level === 1) present = true
      continue
    }
    const known = knownHeading(entry.title)
    if (known === 'contents' || known === 'list' || known === 'colophon') continue
    if (entry.level === 1 || entry.level === 2 && parts || /^第.{1,4}[章講讲課课]/.test(entry.number ?? '') || /^chapter/i.test(entry.number ?? '')) {
      present = false
      const kind: SectionKind = known && FRONT.has(known) ? 'front' : known === 'references' || known === 'appendix' || known === 'notes' ? known : known === 'back' ? 'appendix' : PART.test(entry.number ?? '') ? 'part' : 'chapter'
      const section: Section = { title: entry.title, ...(entry.subtitle ? { subtitle: entry.subtitle } : {}), ...(entry.number ? { number: entry.number } : {}), level: entry.level, kind, authors: entry.authors, ...(entry.page ? { page: entry.page } : {}), inText: false, start: entry.at.start, end: entry.at.end, body: entry.at.end }
      missing.set(after, [...(missing.get(after) ?? []), section])
      findings.push({ about: 'contents', at: entry.at, message: `目次有「${entry.title}」，內文找不到這個標題 (listed in the contents, not found in the text)` })
    } else if (present) {
      findings.push({ about: 'contents', at: entry.at, message: `目次有「${entry.number ?? ''}${entry.title}」，內文找不到這個標題 (listed in the contents, not found in the text)` })
    }
  }
  return insert(sections, missing)
}

/** Puts sections behind the whole of the section of that index (−1: before all), and renumbers parents. */
function insert(sections: readonly Section[], missing: ReadonlyMap<number, readonly Section[]>): Section[] {
  const found: Section[] = [...(missing.get(-1) ?? [])]
  const moved = new Map<number, number>()
  const waiting: { end: number; sections: readonly Section[] }[] = []
  for (const [i, section] of sections.entries()) {
    while (waiting.length > 0 && waiting[0]!.end <= section.start) found.push(...waiting.shift()!.sections)
    moved.set(i, found.length)
    const { parent, ...rest } = section
    found.push(parent === undefined ? rest : { ...rest, parent: moved.get(parent)! })
    const more = missing.get(i)
    if (more) waiting.push({ end: section.end, sections: more })
    waiting.sort((a, b) => a.end - b.end)
  }
  return [...found, ...waiting.flatMap((each) => each.sections)]
}

/** Where the numbers of headings beside each other do not follow: 一、三. */
function jumps(kept: readonly Candidate[], sections: readonly Section[]): Finding[] {
  const last = new Map<string, { value: number; label: string }>()
  return kept.flatMap((each, i): Finding[] => {
    if (!each.numbered) return []
    const { value, parts, system, label } = each.numbered
    const place = `${sections[i]!.parent ?? ''} ${system.name}`
    const before = last.get(place)
    const now = parts.at(-1) ?? value
    last.set(place, { value: now, label })
    return before === undefined || now === before.value + 1 || now === 1 ? [] : [{ about: 'numbering', at: { start: each.line.start, end: each.end }, message: `「${before.label}」之後是「${label}」 (numbers do not follow)` }]
  })
}
