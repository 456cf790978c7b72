import { holds, occurrences } from './occurrences.ts'
import type { Question, QuestionToken } from './question.ts'

/**
 * The one ranking, for every store: BM25 over words, pairs and characters, and how close together a text has what is
 * asked. Stores differ in how they come by candidates only.
 */

/** Of the documents that everyone may read, for every viewer. */
export interface Statistics {
  readonly documents: number
  /** Mean of `lengthOf` over them. */
  readonly averageLength: number
  /** How many of them hold this token. */
  frequency(token: string): number
}

/** A document as it is ranked; all folded. */
export interface Candidate {
  /** Its entity's name and, for an entity, its other names; one in a line. */
  readonly title: string
  readonly text: string
}

/** A document's length as BM25 means it: characters of title and text, folded. */
export const lengthOf = ({ title, text }: Candidate): number => title.length + text.length

export interface Weights {
  readonly k1: number
  readonly b: number
  /** An occurrence in the title counts as so many. */
  readonly title: number
  /** Added, whatever the rest, for what stands in the title. */
  readonly titled: number
  readonly word: number
  /** Each character of a word beyond two. */
  readonly longer: number
  /** A pair within a word, which counts already, and one across two words, which says that they stand together. */
  readonly inside: number
  readonly across: number
  readonly char: number
  /** Of the share of the question's weight that a document has at all. */
  readonly coverage: number
  /** Of what stands within `WINDOW` characters of the text. */
  readonly near: number
  /** A name that is the whole question. */
  readonly named: number
}

/**
 * Tuned on half of DRCD's questions, whole and as three key words, by changing one at a time (`bench/drcd.ts`);
 * on the other half they do as well. `named` has no say there: it puts a body before the passages about it.
 */
export const WEIGHTS: Weights = { k1: 1.2, b: 0.5, title: 3, titled: 0.5, word: 1.25, longer: 0.2, inside: 0.4, across: 1, char: 1, coverage: 0.5, near: 1, named: 1 }

export interface Weighted extends QuestionToken {
  /** Rarity times what its kind counts. */
  readonly weight: number
}

export function weighted(question: Question, statistics: Statistics, weights = WEIGHTS): Weighted[] {
  return question.tokens.map((token) => ({ ...token, weight: rarity(statistics, token.text) * kindWeight(token, weights) }))
}

export function rarity({ documents, frequency }: Statistics, token: string): number {
  const found = Math.min(frequency(token), documents)
  return Math.log(1 + (documents - found + 0.5) / (found + 0.5))
}

function kindWeight({ kind, inside, text }: QuestionToken, weights: Weights): number {
  if (kind === 'word') return weights.word + weights.longer * Math.max(0, Math.min(text.length, 6) - 2)
  if (kind === 'char') return weights.char
  return inside ? weights.inside : weights.across
}

/** Scores of the candidates, in their order; comparable within one question only. 0 for what holds nothing of it. */
export function rank(question: Question, statistics: Statistics, candidates: readonly Candidate[], weights = WEIGHTS): number[] {
  const tokens = weighted(question, statistics, weights)
  const all = tokens.reduce((sum, { weight }) => sum + weight, 0)
  return candidates.map((candidate) => scoreOf(candidate, tokens, all, question, statistics, weights))
}

function scoreOf(candidate: Candidate, tokens: readonly Weighted[], all: number, question: Question, { averageLength }: Statistics, weights: Weights): number {
  const { k1, b } = weights
  const norm = k1 * (1 - b + (b * lengthOf(candidate)) / Math.max(1, averageLength))
  let [score, held] = [0, 0]
  const places: Place[] = []
  for (const token of tokens) {
    const inText = occurrences(candidate.text, token.text)
    const inTitle = occurrences(candidate.title, token.text).length
    const times = inText.length + weights.title * inTitle
    if (times === 0) continue
    held += token.weight
    score += (token.weight * times * (k1 + 1)) / (times + norm)
    if (inTitle > 0) score += weights.titled * token.weight
    for (const at of inText) places.push({ at, token })
  }
  if (score === 0) return 0
  score += weights.near * closest(places)
  if (candidate.title.split('\n').includes(question.text)) score += weights.named * all
  return score * (1 + (weights.coverage * held) / all)
}

interface Place { readonly at: number; readonly token: Weighted }

/** Characters from one word to the last that stands together with it: a clause. */
const WINDOW = 20

/** The greatest weight of different tokens within one window of the text. */
function closest(places: Place[]): number {
  places.sort((x, y) => x.at - y.at)
  const inside = new Map<Weighted, number>()
  let [best, sum, from] = [0, 0, 0]
  for (const { at, token } of places) {
    const count = inside.get(token) ?? 0
    inside.set(token, count + 1)
    if (count === 0) sum += token.weight
    for (; places[from]!.at < at - WINDOW; from++) {
      const left = places[from]!.token
      const rest = inside.get(left)! - 1
      inside.set(left, rest)
      if (rest === 0) sum -= left.weight
    }
    best = Math.max(best, sum)
  }
  return best
}

/** Phrases all there, excluded ones nowhere, in title or text. */
export function admits(question: Question, { title, text }: Candidate): boolean {
  const has = (part: string): boolean => holds(text, part) || holds(title, part)
  return question.phrases.every(has) && !question.excluded.some(has)
}
