import AhoCorasick from 'modern-ahocorasick'
import { foldChar } from '../../model/names-fold.ts'
import type { Kind } from '../../model/records.ts'
import type { KnownName } from './passage.ts'
import { spanOf, squeeze, type Squeezed } from './squeeze.ts'

/** A known name in a text. More than one id: the name is ambiguous, and who reads on has to decide. */
export interface Mention {
  readonly start: number
  readonly end: number
  /** As printed. */
  readonly text: string
  readonly ids: readonly string[]
  readonly kinds: readonly Kind[]
}

/** Built once for an archive, used for every passage. */
export interface KnownNames {
  readonly automaton: AhoCorasick | undefined
  /** By the number of the pattern. */
  readonly owners: readonly (readonly { readonly id: string; readonly kind: Kind }[])[]
}

/**
 * An automaton over the folded names: Traditional meets Simplified and 臺 meets 台. Names of a single Han character, or of
 * fewer than two letters, are left out, since they would be found everywhere.
 */
export function knownNames(known: readonly KnownName[]): KnownNames {
  const owners = new Map<string, { id: string; kind: Kind }[]>()
  for (const { id, kind, names } of known) {
    for (const name of names) {
      const key = folded(squeeze(name).text)
      if (key.length < 2) continue
      const those = owners.get(key)
      if (those === undefined) owners.set(key, [{ id, kind }])
      else if (!those.some((one) => one.id === id)) those.push({ id, kind })
    }
  }
  const patterns = [...owners.keys()]
  return { automaton: patterns.length === 0 ? undefined : new AhoCorasick(patterns), owners: [...owners.values()] }
}

/** Known names in a text, longest first, none inside another; offsets in the text as given. */
export function findMentions(text: string, known: KnownNames): Mention[] {
  const squeezed = squeeze(text)
  return mentionsIn(squeezed, known).map(({ start, end, ...rest }) => {
    const span = spanOf(squeezed, start, end)
    return { ...span, text: text.slice(span.start, span.end), ...rest }
  })
}

/** The same in a squeezed text, with offsets in that. */
export function mentionsIn({ text }: Squeezed, { automaton, owners }: KnownNames): Omit<Mention, 'text'>[] {
  if (automaton === undefined) return []
  const hits: { start: number; end: number; index: number }[] = []
  for (const { start, end, patternIndex } of automaton.iterate(folded(text))) {
    if (wholeWord(text, start, end)) hits.push({ start, end, index: patternIndex })
  }
  hits.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
  const taken = new Uint8Array(text.length)
  const chosen: Omit<Mention, 'text'>[] = []
  for (const { start, end, index } of hits) {
    // longest first: a shorter one touches a longer one exactly if its first or last unit is taken
    if (taken[start] === 1 || taken[end - 1] === 1) continue
    taken.fill(1, start, end)
    const those = owners[index]!
    chosen.push({ start, end, ids: those.map(({ id }) => id), kinds: [...new Set(those.map(({ kind }) => kind))] })
  }
  return chosen.sort((a, b) => a.start - b.start)
}

const LATIN = /[\p{Script=Latin}\p{N}]/u
const latin = (char: string | undefined): boolean => char !== undefined && LATIN.test(char)

/** Art does not stand in Stuttgart, nor 10 in 2010; Chinese has no such boundaries. */
function wholeWord(text: string, start: number, end: number): boolean {
  return !(latin(text[start - 1]) && latin(text[start])) && !(latin(text[end]) && latin(text[end - 1]))
}

/** As many units as the text has: what folds to another length stays as it is. */
function folded(text: string): string {
  let key = ''
  for (const char of text) {
    const face = foldChar(char)
    key += face.length === char.length ? face : char
  }
  return key
}
