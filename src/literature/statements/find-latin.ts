import type { Kind } from '../../model/records.ts'
import type { DocumentWords } from './document-words.ts'
import type { FoundName } from './found-name.ts'
import type { LatinRules, NameRules } from './name-rules.ts'

const WORD = '(?:\\p{Lu}[\\p{Script=Latin}\'’-]*\\.?|&)'
const LITTLE = '(?:of|for|de|del|du|van|von|der|la|on|the|and|y)'
const NAME = new RegExp(`(?<![\\p{Script=Latin}\\d])${WORD}(?:(?: ${LITTLE}){1,2} ${WORD}| ${WORD}|‧${WORD}|·${WORD})*`, 'gu')
const JOINS = new Set(['of', 'for', 'de', 'del', 'du', 'van', 'von', 'der', 'la', 'on', 'the', 'and', 'y', '&'])

/** Too little to propose, enough to be an end of what a sentence states. */
export const FAINT = 0.35

interface Words {
  readonly text: string
  readonly rules: LatinRules
  readonly document: DocumentWords
}

/**
 * Names in Latin letters: bodies, programmes and events by one of their words; places by the list; persons by a given
 * name, a post or a year beside them; letters as bodies where the text spells them out or everyone knows them. Other
 * letters are faint: a name only where a sentence states something of it.
 */
export function latinNames(text: string, { latin: rules }: NameRules, document: DocumentWords): FoundName[] {
  const words: Words = { text, rules, document }
  return [...text.matchAll(NAME)].flatMap((match) => sentencesIn(match[0]).flatMap(({ offset, parts }) => named(match.index + offset, parts, words)))
}

/** A full stop that ends no abbreviation ends a sentence: … in the UK. The Open Data Institute … */
function sentencesIn(words: string): { offset: number; parts: string[] }[] {
  const found: { offset: number; parts: string[] }[] = []
  let offset = 0
  let parts: string[] = []
  let at = 0
  for (const word of words.split(' ')) {
    if (parts.length === 0) offset = at
    parts.push(word)
    at += word.length + 1
    if (word.endsWith('.') && !/^(?:\p{Lu}\.|Dr\.|Mr\.|Mrs\.|Ms\.|St\.|Jr\.|Prof\.|Inc\.|Ltd\.)$/u.test(word)) {
      found.push({ offset, parts })
      parts = []
    }
  }
  if (parts.length > 0) found.push({ offset, parts })
  return found
}

function named(at: number, all: readonly string[], words: Words): FoundName[] {
  const { words: heads, notWords } = words.rules
  let from = 0
  let to = all.length
  const bare = (i: number): string => all[i]!.replace(/\.$/, '')
  while (from < to && (notWords.has(bare(from)) && !(from > 0 && heads.has(all[from]!)) || JOINS.has(all[from]!))) from++
  while (to > from && JOINS.has(all[to - 1]!)) to--
  // An International …, Enabling The Data Revolution An …: a small word written large begins another name
  for (let i = to - 1; i > from; i--) {
    if (BEGINS.has(all[i]!)) return [...named(at, all.slice(0, i), words), ...named(at + lengthOf(all, i), all.slice(i), words)]
  }
  const last = lastHead(all, from, to, words)
  if (last >= 0) {
    const end = reach(all, last, to, words)
    const body = find(at, all, withoutOpening(all, from, last, words), end, heads.get(bare(last))!, words)
    return [...(body === undefined ? [] : [body]), ...(end < to ? named(at + lengthOf(all, end), all.slice(end), words) : [])]
  }
  // two persons, two things
  const join = all.findIndex((word, i) => i > from && i < to && /^(?:and|&|on|for|of|the)$/.test(word))
  if (join > 0) return [...named(at, all.slice(0, join), words), ...named(at + lengthOf(all, join + 1), all.slice(join + 1), words)]
  const place = longestPlace(all, from, to, words)
  if (place !== undefined) return [...(place.from > from ? named(at, all.slice(0, place.from), words) : []), ...kept(made(at, all, place.from, place.to, 'Place', 0.8, 'Latin place'), words), ...(place.to < to ? named(at + lengthOf(all, place.to), all.slice(place.to), words) : [])]
  if (to - from === 1) return single(at, all, from, words)
  return person(at, all, from, to, words)
}

const BEGINS = new Set(['The', 'A', 'An', 'This', 'That', 'These', 'Those', 'In', 'On', 'At', 'By', 'From', 'With', 'And', 'But', 'It', 'Its', 'How', 'What', 'Why', 'Who', 'When'])

const lengthOf = (parts: readonly string[], count: number): number => parts.slice(0, count).reduce((sum, word) => sum + word.length + 1, 0)

/** The last word that tells what it is: what follows it, but for 「of …」, is no part of the name (Oxford Internet Institute Open Data). */
function lastHead(all: readonly string[], from: number, to: number, { rules: { words } }: Words): number {
  const heads = all.map((word, i) => i >= from && i < to && words.has(word.replace(/\.$/, '')))
  // Office of Policy …, Council of the European Union: what stands behind 「of」 only says of what
  const whole = heads.findIndex((head, i) => head && /^(?:of|for)$/.test(all[i + 1] ?? ''))
  return whole >= 0 ? whole : heads.lastIndexOf(true)
}

/** University of Oxford, Institute for Development Studies: the name goes on behind of, for, de. */
function reach(all: readonly string[], head: number, to: number, { rules }: Words): number {
  if (head + 1 >= to || !/^(?:of|for|de|del|du|on)$/.test(all[head + 1]!)) return head + 1
  let end = head + 2
  while (all[end] === 'the' || all[end] === 'la') end++
  while (end < to && !/^(?:and|&|y|for|on|the)$/.test(all[end]!) && !/^\p{Lu}{2,}$/u.test(all[end]!)) end++
  if (end === head + 2) return Math.min(to, end + 1)
  // Office of Management and Budget, Department of Small and Local Business Development; University of Glasgow and Michael Osborne
  const more = all.slice(end + 1, to)
  const one = /^(?:and|&|y)$/.test(all[end] ?? '') && OF_SEVERAL.has(all[head]!) && more.length > 0 && more.length <= 3 && !more.some((word) => JOINS.has(word) || rules.words.has(word) || rules.given.has(word) || /^\p{Lu}{2,}$/u.test(word))
  return one ? to : end
}

const OF_SEVERAL = new Set(['Office', 'Ministry', 'Department', 'Bureau', 'Committee', 'Commission', 'Council', 'Agency', 'Directorate', 'Institute', 'School', 'Faculty'])

/** Words that only begin the sentence stand before a name with a head: Drawing on the Oxford … */
function withoutOpening(all: readonly string[], from: number, head: number, { document }: Words): number {
  for (let i = head - 1; i > from; i--) if (all[i] === 'the' || all[i] === 'and' && !document.ordinary.has(all[i + 1]!.toLowerCase()) && i > from + 1) return i + 1
  // Drawing on the …, Memorandum on … Government
  const joined = all.findIndex((word, i) => i > from && i < head && /^(?:on|for)$/.test(word))
  return joined > 0 && (all[joined] === 'on' || /(?:ing|ed)$/.test(all[from]!)) ? joined + 1 : from
}

/** Of these a state or a city has one: Open Government is none. */
const OF_PLACES = new Set(['Government', 'Parliament', 'Europe'])
const ADJECTIVE = /(?:ish|ese|an|ian|ch|al)$/

function find(at: number, all: readonly string[], from: number, to: number, kind: Kind, words: Words): FoundName | undefined {
  const name = all.slice(from, to)
  if (name.length < 2) return undefined
  const { document, rules } = words
  // of nothing but ordinary words two are a description (Public Library, Research Project), three a name
  const telling = name.filter((word) => !JOINS.has(word))
  const own = telling.some((word) => !document.ordinary.has(word.toLowerCase().replace(/['’]s$|\.$/g, '')) && !rules.words.has(word) && !rules.notWords.has(word))
  if (telling.length < 2) return undefined
  const spelled = [...document.spelledOut.values()].includes(name.join(' '))
  const head = name.at(-1)!
  const nobodys = OF_PLACES.has(head) && !name.slice(0, -1).some((word) => rules.places.has(word) || ADJECTIVE.test(word)) && telling.length < 3
  const sure = nobodys ? FAINT : own || spelled ? 0.8 : telling.length >= (kind === 'Organization' ? 3 : 4) ? 0.45 : FAINT
  return kept(made(at, all, from, to, kind, sure, 'Latin …'), words)[0]
}

function made(at: number, all: readonly string[], from: number, to: number, kind: Kind, sure: number, rule: string): FoundName {
  const start = at + lengthOf(all, from)
  const raw = all.slice(from, to).join(' ')
  const name = raw.replace(/['’]s$/u, '').replace(/(?<!\b\p{Lu}|\bSt|\bJr|\bInc|\bLtd)\.$/u, '')
  return { start, end: start + name.length, name, kind, sure, rule }
}

function longestPlace(all: readonly string[], from: number, to: number, { rules: { places } }: Words): { from: number; to: number } | undefined {
  for (let length = Math.min(4, to - from); length >= 1; length--) {
    for (let i = from; i + length <= to; i++) {
      const words = all.slice(i, i + length).join(' ').replace(/['’]s$|\.$/u, '')
      // one of two: Paris Hilton is no Paris
      if (places.has(words) && (length > 1 || to - from === 1)) return { from: i, to: i + length }
    }
  }
  return undefined
}

function single(at: number, all: readonly string[], from: number, words: Words): FoundName[] {
  const { text, rules: { notNames, notWords, bodies, words: heads }, document } = words
  const one = made(at, all, from, from + 1, 'Organization', 0, 'ACRONYM')
  const { name, start, end } = one
  if (name.length < 2 || notWords.has(name)) return []
  if (/^\p{Lu}[\p{Lu}\d]{1,7}$/u.test(name)) {
    // within an address or a code (gclid=CKDF56, %E6%96) letters are no name
    if (/[\p{Script=Latin}\d_%=/.#?&-]/u.test(text[start - 1] ?? '') || /^\.\p{L}/u.test(text.slice(end, end + 2)) || /[\p{Script=Latin}\d_%=/#$]/u.test(text[end] ?? '')) return []
    const long = document.spelledOut.get(name)
    const named = long?.split(/ (?:of|on|for|de|del) /)[0]?.split(/[ -]/) ?? []
    const spelled = long !== undefined && (heads.get(named.at(-1) ?? '') === 'Organization' || heads.get(named[0] ?? '') === 'Organization' || /[會局署部院館校社所盟]$|大學$|中心$|組織$/u.test(long))
    if (!bodies.has(name) && !spelled && notNames.has(name)) return []
    return kept({ ...one, sure: bodies.has(name) || spelled ? 0.75 : FAINT }, words)
  }
  if (notNames.has(name.toUpperCase())) return []
  return /^\p{Lu}\p{Ll}{3,}$/u.test(name) && ACTS.test(text.slice(end, end + 30)) && !document.ordinary.has(name.toLowerCase()) ? [{ ...one, kind: 'Person', sure: 0.65, rule: 'Latin (year)' }] : []
}

const ACTS = /^(?:(?:於|在)?\d{4}年(?:首先|首度|便|曾)?(?:提出|創立|出版|發表|主張|指出|倡議)|（[^）]{0,20}\d{4}[^）]{0,8}）|等人|教授|博士|在[^，。；]{1,20}的(?:資助|支持|補助|邀請|指導)|(?:首先|曾|則|也|便)?(?:提出|認為|指出|主張|主持|撰寫|強調))/u
const NAME_WORD = /^(?:\p{Lu}\.|(?:Mc|Mac|O’|O'|De|Di|La|Le)?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?|van|von|de|der|del|la|du|y)$/u

function person(at: number, all: readonly string[], from: number, to: number, words: Words): FoundName[] {
  const { text, rules, document } = words
  const title = new Set(['President', 'Mayor', 'Minister', 'Senator', 'Governor', 'Professor', 'Prof.', 'Dr.', 'Dr', 'Mr.', 'Mr', 'Mrs.', 'Ms.', 'Sir', 'Lord', 'Lady', 'Dame', 'King', 'Queen', 'Pope', 'Prof'])
  let first = from
  while (first < to && title.has(all[first]!)) first++
  const name = all.slice(first, to)
  const long = name.filter((word) => /^\p{Lu}\p{Ll}/u.test(word))
  if (name.length < 2 || name.length > 5 || long.length === 0 || !name.every((word) => NAME_WORD.test(word.replace(/['’]s$/u, '')))) return []
  if (name.some((word) => rules.notWords.has(word) || rules.notNames.has(word))) return []
  const one = made(at, all, first, to, 'Person', 0.7, 'Latin person')
  const family = name.at(-1)!.replace(/['’]s$/u, '')
  const ordinary = long.filter((word) => document.ordinary.has(word.toLowerCase().replace(/['’]s$/u, '')))
  const initials = name.some((word) => /^\p{Lu}\.$/u.test(word)) && !/^\p{Lu}\.$/u.test(family)
  const [before, behind] = [text.slice(Math.max(0, one.start - 30), one.start), text.slice(one.end, one.end + 80)]
  const given = rules.given.has(name[0]!) && !document.ordinary.has(family.toLowerCase()) && !rules.places.has(family) && (ordinary.length === 0 || ordinary.length === 1 && ordinary[0] === name[0])
  const context = first > from || ordinary.length === 0 && (rules.before.test(before) || rules.behind.test(behind))
  // two capitalised words that nothing makes a person of are nobody
  return given || context || initials && ordinary.length === 0 ? kept({ ...one, sure: context && !given ? 0.7 : 0.75 }, words) : []
}

/** In an entry of a list or a note that cites, in a title between quotation marks, a name is an author's, a publisher's or nobody's: the citation says it better. */
function kept(found: FoundName, { text }: Words): FoundName[] {
  const around = text.slice(Math.max(0, found.start - 120), found.end + 120)
  const cited = !/\p{Script=Han}{8}/u.test(around) && CITED.test(around)
  return [cited ? { ...found, sure: Math.min(found.sure, FAINT) } : found]
}

const CITED = /https?:\/\/|www\.|doi\.org|[（(]?accessed|Accessed|\bpp?\. ?\d|\b[Vv]ol\. ?\d|\bISBN|\beds?\.[）)]|[“"][^“”"]{20,}[,，]?[”"][,，]? (?:\p{Lu}|in |\d{4})|\d{1,3}[:：（(] ?\d{1,4}[-–]\d|[（(]\p{Lu}[\p{L} ,，.]{1,40}[:：][^（）()]{2,40}\d{4}[）)]|\*[^*]{8,}\*|_[^_]{8,}_/u
