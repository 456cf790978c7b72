import { deciding, SHARE, weighted, type Question, type Statistics, type Weighted } from '../text/index.ts'
import type { Columns } from './columns.ts'
import type { Postings } from './postings.ts'

/** Documents found, each once, with the weight of what they hold of the question: the order before texts are looked at. */
export interface Found {
  readonly numbers: readonly number[]
  readonly weight: Float64Array
}

/** Weights by document number, used again for every question. */
let scratch = new Float64Array(0)

/** Which documents a question finds, as `text/found.ts` has it: first who may be seen, then what they hold, then the filters. */
export function find(question: Question, statistics: Statistics, columns: Columns, postings: Postings, sees: (number: number) => boolean, filter: ((number: number) => boolean) | undefined): Found {
  if (scratch.length <= columns.last) scratch = new Float64Array(columns.last + 1_024)
  const weight = scratch
  const tokens = deciding(weighted(question, statistics))
  const touched: number[] = []
  let all = 0
  for (const token of tokens) all += hold(token, postings.of(token.text), weight, touched, sees)
  const phrases = question.phrases.map((phrase) => new Set(postings.phrase(phrase)))
  const excluded = question.excluded.map((phrase) => new Set(postings.phrase(phrase)))
  const isFound = (number: number): boolean => weight[number]! >= SHARE * all - 1e-9 && phrases.every((one) => one.has(number)) && !excluded.some((one) => one.has(number)) && (filter === undefined || filter(number))
  const numbers = touched.filter(isFound)
  const kept = Float64Array.from(numbers, (number) => weight[number]!)
  for (const number of touched) weight[number] = 0
  return { numbers, weight: kept }
}

/** Adds a token's weight to the documents that hold it. @returns its weight if there are any, else 0: what nobody has is not asked for */
function hold({ weight }: Weighted, numbers: Int32Array, weights: Float64Array, touched: number[], sees: (number: number) => boolean): number {
  let held = 0
  for (const number of numbers) {
    if (!sees(number)) continue
    if (weights[number] === 0) touched.push(number)
    weights[number]! += weight
    held = weight
  }
  return held
}
