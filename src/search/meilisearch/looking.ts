import { admits, holds, rank, type Candidate, type Question, type Weighted } from '../text/index.ts'
import type { Ranked, Shown, StoredDocument } from './documents.ts'
import type { Finding, Met } from './finding.ts'
import type { Ask } from './reading.ts'
import { termsOf } from './terms.ts'

/** Documents whose texts are looked at: the heaviest of those found, and of those that lists leave open. */
const [LOOKED_AT, OPEN] = [120, 80]
/** Documents of which more than their place is asked for, in all. */
const MOST = 1_000
/** So few that what is shown of them comes along. */
const FEW = 40

const RANKED = ['key', 'title', 'folded', 'name', 'kind', 'facets'] as const
const SORTED = ['key', 'name', 'kind', 'facets'] as const
export const SHOWN = ['id', 'text', 'locator'] as const

/** A document found, with what it is sorted and counted by. */
export type Looked = Met & Pick<StoredDocument, 'name' | 'kind' | 'facets'> & Partial<Pick<Ranked, 'title' | 'folded'> & Pick<Shown, 'id' | 'text' | 'locator'>> & { score: number }

/** Best first: those looked at by their rank, the others behind them by what they hold. */
export async function look(ask: Ask, question: Question, { found, uncertain, tokens, least }: Finding): Promise<Looked[]> {
  // what must be there, or must not, only the text tells
  const isStrict = question.phrases.length + question.excluded.length > 0
  const best = [...found.slice(0, isStrict ? MOST : LOOKED_AT), ...uncertain.slice(0, isStrict ? LOOKED_AT : OPEN)]
  const others = isStrict ? [] : found.slice(LOOKED_AT, MOST)
  const fields = best.length + others.length <= FEW ? [...RANKED, ...SHOWN] : RANKED
  const [near, far] = await Promise.all([fetched(ask, best, fields), fetched(ask, others, SORTED)])
  const looked = near.filter((one) => {
    const candidate = candidateOf(one)
    return (one.weight >= least || weightOf(candidate, tokens) >= least) && admits(question, candidate)
  })
  rank(question, ask.statistics(), looked.map(candidateOf)).forEach((score, i) => { looked[i]!.score = score })
  looked.sort((x, y) => y.score - x.score || (x.key < y.key ? -1 : 1))
  const [lowest, edge] = [looked.at(-1)?.score ?? 0, found[LOOKED_AT - 1]?.weight ?? 1]
  for (const one of far) one.score = lowest * Math.min(1, one.weight / edge)
  return [...looked, ...far.sort((x, y) => y.score - x.score || x.length - y.length || (x.key < y.key ? -1 : 1))]
}

const candidateOf = ({ title = '', folded = '' }: Looked): Candidate => ({ title, text: folded })

function weightOf({ title, text }: Candidate, tokens: readonly Weighted[]): number {
  const has = (term: string): boolean => holds(text, term) || holds(title, term)
  return tokens.reduce((sum, token) => sum + (termsOf(token.text).every(has) ? token.weight : 0), 0)
}

/** More about these documents, in their order. */
export async function fetched(ask: Ask, met: readonly Met[], fields: readonly (keyof StoredDocument)[]): Promise<Looked[]> {
  const known = await ask.documents(met.map(({ key }) => key), fields)
  return met.flatMap((one) => {
    const more = known.get(one.key)
    return more === undefined ? [] : [{ ...one, ...more, score: 0 }]
  })
}
