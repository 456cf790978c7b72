import { nameKey } from '../../model/names.ts'
import { authorKey } from './authors.ts'
import { itemKeys, titleKey, translatorKeys } from './keys.ts'
import { plain } from './plain.ts'
import type { CitedWork, InTextCitation, Note, Reference } from './types.ts'

/** A work of a citation: which one, and which of the works in it. `secondary` is the one that it was read in. */
export interface CitationPlace {
  readonly citation: number
  readonly work: number
  readonly secondary?: true
}

export interface NotePlace {
  readonly note: number
  readonly work: number
}

export interface Linked {
  readonly links: readonly ((CitationPlace | NotePlace) & { readonly reference: number })[]
  /** Cited in the text, not listed. */
  readonly unlisted: readonly CitationPlace[]
  /** The authors are listed, with these years only. */
  readonly otherYear: readonly (CitationPlace & { readonly references: readonly number[] })[]
  /** Listed, cited nowhere: their numbers. */
  readonly uncited: readonly number[]
}

/**
 * Which entry of the list each citation means, by authors, year and letter. Nothing is mended: what does not agree is
 * reported. Where a document has several lists, the next behind the citation counts first.
 */
export function link(inText: readonly InTextCitation[], notes: readonly Note[], references: readonly Reference[]): Linked {
  const index = indexed(references)
  const short = abbreviations(inText, references)
  const links: Linked['links'][number][] = []
  const unlisted: CitationPlace[] = []
  const otherYear: Linked['otherYear'][number][] = []
  for (const [citation, { works, start }] of inText.entries()) {
    for (const [work, cited] of works.entries()) {
      const second = cited.secondary && fit(cited.secondary, start, index, short)
      if (cited.secondary) report(cited.secondary, second!, { citation, work, secondary: true })
      const first = fit(cited, start, index, short)
      // What was read at second hand is rightly not in the list.
      if (!cited.secondary || first.reference !== undefined) report(cited, first, { citation, work })
    }
  }
  for (const [note, { works, start }] of notes.entries()) {
    for (const [work, { item }] of works.entries()) {
      const key = item ? titleKey(item) : ''
      const same = key === '' ? [] : (index.titles.get(key) ?? [])
      const reference = nearest(same, start, references)
      if (reference !== undefined) links.push({ note, work, reference })
    }
  }
  const cited = new Set(links.map(({ reference }) => reference))
  return { links, unlisted, otherYear, uncited: references.flatMap((_, i) => (cited.has(i) ? [] : [i])) }

  function report(_: CitedWork, found: Fit, place: CitationPlace): void {
    if (found.reference !== undefined) links.push({ ...place, reference: found.reference })
    else if (found.others.length > 0) otherYear.push({ ...place, references: found.others })
    else unlisted.push(place)
  }
}

interface Index {
  readonly references: readonly Reference[]
  readonly authors: ReadonlyMap<string, number[]>
  readonly translators: ReadonlyMap<string, number[]>
  readonly titles: ReadonlyMap<string, number[]>
}

interface Fit {
  readonly reference?: number
  readonly others: readonly number[]
}

function indexed(references: readonly Reference[]): Index {
  const [authors, translators, titles] = [new Map<string, number[]>(), new Map<string, number[]>(), new Map<string, number[]>()]
  const add = (map: Map<string, number[]>, key: string, i: number): void => {
    if (key !== '') map.set(key, [...(map.get(key) ?? []), i])
  }
  for (const [i, reference] of references.entries()) {
    const keys = itemKeys(reference)
    add(authors, keys[0] ?? titleKey(reference), i)
    add(translators, translatorKeys(reference)[0] ?? '', i)
    add(titles, titleKey(reference), i)
  }
  return { references, authors, translators, titles }
}

/** Abbreviations that the text or the list itself explains: OECD is Organisation for Economic Co-operation and Development. */
function abbreviations(inText: readonly InTextCitation[], references: readonly Reference[]): ReadonlyMap<string, string> {
  const short = new Map<string, string>()
  for (const { works } of inText) for (const { abbreviation, authors } of works) if (abbreviation) short.set(nameKey(abbreviation), authorKey(authors[0]!))
  for (const { raw } of references) {
    const found = EXPLAINED.exec(plain(raw))?.groups
    if (found) short.set(nameKey(found.short!), nameKey(found.whole!))
  }
  return short
}

const EXPLAINED = /^\W{0,6}(?<whole>[^([\d.]{4,}?)\s?[[(](?<short>\p{Lu}[\p{L}&-]{1,9})[\])]/u

function fit(work: CitedWork, start: number, { references, authors, translators }: Index, short: ReadonlyMap<string, string>): Fit {
  const keys = work.authors.map(authorKey)
  const first = keys[0]!
  const whole = short.get(first)
  const initials = [...short].find(([, name]) => name === first)?.[0]
  const written = [first, whole, initials].flatMap((key) => (key === undefined ? [] : (authors.get(key) ?? []))).filter((i) => agree(work, keys, itemKeys(references[i]!)))
  const translated = (translators.get(first) ?? []).filter((i) => agree(work, keys, translatorKeys(references[i]!)))
  const same = [...new Set([...written, ...translated])]
  const dated = same.filter((i) => [work.year, work.originalYear].some((year) => year !== undefined && (yearOf(references[i]!) === year || references[i]!['original-date'] === year)))
  const lettered = dated.filter((i) => (references[i]!.suffix ?? '') === work.suffix)
  // A letter on one side only is a slip, unless several could be meant.
  const chosen = lettered.length > 0 ? lettered : dated.length === 1 ? dated : []
  const reference = nearest(chosen, start, references)
  return reference === undefined ? { others: same } : { reference, others: [] }
}

/** 等 and et al. stand for any others; without it every author has to be there, and of three or more at least the first two. */
function agree(work: CitedWork, cited: readonly string[], listed: readonly string[]): boolean {
  if (cited.length === 1) return work.etAl || listed.length <= 1
  return cited.slice(1).every((key) => listed.includes(key)) && (work.etAl || listed.length === cited.length || cited.length >= 3)
}

const yearOf = ({ issued, genre }: Reference): string => (genre === 'in press' ? 'in press' : (issued?.slice(0, 4) ?? 'n.d.'))

function nearest(candidates: readonly number[], start: number, references: readonly Reference[]): number | undefined {
  return candidates.find((i) => references[i]!.start > start) ?? candidates.at(-1)
}
