import { withoutAsking } from './asking.ts'
import type { Dictionary } from './dictionary.ts'
import { fold } from './fold.ts'
import { tokensOf, type TokenKind } from './tokens.ts'

/** What a query asks for. All texts are folded. */
export interface Question {
  /** Each must stand in what is found, as it is. */
  readonly phrases: readonly string[]
  /** None may. */
  readonly excluded: readonly string[]
  /** Each different token once (a word of two characters as `word`), in order of place; those of the phrases too. */
  readonly tokens: readonly QuestionToken[]
  /** The question without the words that ask, and without what is excluded; several spaces are one. */
  readonly text: string
}

export interface QuestionToken {
  readonly text: string
  readonly kind: TokenKind
  /** A pair or character that lies within one word of the question, not across two. */
  readonly inside: boolean
}

const QUOTED = '「([^」]*)」|『([^』]*)』|"([^"]*)"|“([^”]*)”|＂([^＂]*)＂'
const EXCLUDED = new RegExp(`(?<=^|\\s)[-−－–](?:${QUOTED}|([^\\s-][^\\s]*))`, 'gu')
const PHRASES = new RegExp(QUOTED, 'gu')

/** What a phrase is compared as: folded, one space for many. Empty when it holds no word. */
function phrase(text: string): string {
  const made = fold(text).text.trim().replace(/\s+/g, ' ')
  return /[\p{L}\p{N}]/u.test(made) ? made : ''
}

/** Reads a query as typed. 「…」 『…』 "…" keep a phrase together, −word excludes (only where a word could begin: COVID-19 is one). */
export function question(text: string, dictionary?: Dictionary): Question {
  const excluded: string[] = []
  const phrases: string[] = []
  const take = (into: string[]) => (_all: string, ...groups: (string | undefined)[]): string => {
    const made = phrase(groups.slice(0, 6).find((group) => typeof group === 'string') ?? '')
    if (made !== '' && !into.includes(made)) into.push(made)
    return ' '
  }
  const kept = text.replace(EXCLUDED, take(excluded))
  const loose = fold(kept.replace(PHRASES, take(phrases)), 'typed').text
  const asked = (phrases.length === 0 || /[\p{L}\p{N}]/u.test(loose) ? [...phrases, phrases.length === 0 ? withoutAsking(loose) : onlyNaming(loose)] : phrases).join('\n')
  return { phrases, excluded, tokens: tokensIn(asked, dictionary), text: asked.replace(/\s+/g, ' ').trim() }
}

/** Beside a phrase nothing has to be left of the rest. */
function onlyNaming(loose: string): string {
  const rest = withoutAsking(`${loose} 〇`)
  return rest.slice(0, loose.length)
}

/** Tokens of a question: about 150 characters. A pasted page is known by its beginning. */
const MOST = 300

function tokensIn(asked: string, dictionary: Dictionary | undefined): QuestionToken[] {
  const all = tokensOf({ text: asked }, dictionary).sort((x, y) => x.start - y.start)
  const words = all.filter(({ kind }) => kind === 'word')
  const found = new Map<string, QuestionToken>()
  for (const { text, kind, start, end } of all) {
    const inside = kind === 'word' || words.some((word) => word.start <= start && end <= word.end)
    const known = found.get(text)
    if (known === undefined || (inside && !known.inside)) found.set(text, { text, kind: kind === 'word' ? kind : known?.kind ?? kind, inside })
  }
  return [...found.values()].slice(0, MOST)
}
