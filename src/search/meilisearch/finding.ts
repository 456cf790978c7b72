import { deciding, SHARE, weighted, type Question, type Weighted } from '../text/index.ts'
import type { Ask, Wanted } from './reading.ts'
import type { Place } from './snapshot.ts'

/** Places in all lists of one question; a list has at least SHORTEST of them, one of a single word at most LONGEST (`maxTotalHits`). */
const [PLACES, SHORTEST, LONGEST] = [3_000, 120, 1_000]
/** Asked of a token of which nothing is known yet, unless there are only a few. */
const [GUESS, FEW] = [20, 5]

/** A document that may be found. */
export interface Met extends Place {
  /** What it holds of the question, as far as lists tell. */
  weight: number
  /** What it may hold besides: of these tokens the lists end before it. */
  unknown: number
}

export interface Finding {
  /** Found for certain, heaviest first. */
  readonly found: Met[]
  /** Found or not, as their texts tell; heaviest first. */
  readonly uncertain: Met[]
  readonly tokens: readonly Weighted[]
  /** The weight from which on a document is found. */
  readonly least: number
}

/**
 * Which documents a question finds, as `text/found.ts` has it: from lists of the documents that hold each
 * word and pair. Common ones, of which a document could hold all and still not be found, need no list.
 * @param cleared who the viewer is, as a filter
 * @param filter the same with the filters of the query
 */
export async function find(ask: Ask, question: Question, cleared: string, filter: string): Promise<Finding> {
  await learn(ask, question, cleared, filter)
  const tokens = deciding(weighted(question, ask.statistics())).filter(({ text }) => ask.list(cleared, text).total > 0)
  const least = SHARE * tokens.reduce((sum, { weight }) => sum + weight, 0) - 1e-9
  const longest = longestOf(tokens.length)
  await ask.learn(wanted(filter, [...essential(tokens, least).map(({ text }) => text), ...question.phrases], longest))
  return { ...meet(ask, tokens, filter, question.phrases, least), tokens, least }
}

/** How often each token of a question stands where, and some of the places. */
export function learn(ask: Ask, question: Question, cleared: string, filter: string): Promise<void> {
  const decide = deciding(question.tokens.map((token) => ({ ...token, weight: 0 }))).map(({ text }) => text)
  return ask.learn([
    ...wanted(ask.snapshot.filter, question.tokens.map(({ text }) => text), 0), ...wanted(cleared, decide, 0),
    ...wanted(filter, [...decide, ...question.phrases], decide.length < FEW ? longestOf(decide.length) : GUESS),
  ])
}

const longestOf = (tokens: number): number => Math.min(LONGEST, Math.max(SHORTEST, Math.floor(PLACES / Math.max(1, tokens))))

const wanted = (filter: string, tokens: readonly string[], limit: number): Wanted[] => tokens.map((token) => ({ filter, token, limit }))

/** Without one of these nothing is found: the others weigh too little together. */
function essential(tokens: readonly Weighted[], least: number): Weighted[] {
  let rest = 0
  return tokens.toSorted((x, y) => x.weight - y.weight).filter(({ weight }) => (rest += weight) >= least)
}

function meet(ask: Ask, tokens: readonly Weighted[], filter: string, phrases: readonly string[], least: number): Pick<Finding, 'found' | 'uncertain'> {
  const met = new Map<string, Met>()
  let open = 0
  const hold = (text: string, weight: number): void => {
    const { total, places } = ask.list(filter, text)
    const isOpen = places.length < total
    if (isOpen) open += weight
    for (const place of places) {
      let one = met.get(place.key)
      if (one === undefined) met.set(place.key, one = { ...place, weight: 0, unknown: 0 })
      one.weight += weight
      if (isOpen) one.unknown -= weight
    }
  }
  for (const { text, weight } of tokens) hold(text, weight)
  for (const phrase of phrases) hold(phrase, 0)
  const within = phrases.map((phrase) => ask.list(filter, phrase)).filter(({ total, places }) => places.length >= total).map(({ places }) => new Set(places.map(({ key }) => key)))
  const all = [...met.values()].filter(({ key }) => within.every((keys) => keys.has(key)))
  for (const one of all) one.unknown += open
  const order = (x: Met, y: Met): number => y.weight - x.weight || x.length - y.length || (x.key < y.key ? -1 : 1)
  return {
    found: all.filter(({ weight }) => weight > 0 && weight >= least).sort(order),
    uncertain: all.filter(({ weight, unknown }) => weight < least && weight + unknown >= least).sort(order),
  }
}
