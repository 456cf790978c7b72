import { deciding, ROUNDING, SHARE, weighted, type Question, type Statistics } from '../text/index.ts'
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
  const lists = deciding(weighted(question, statistics)).map(({ text, weight }) => ({ weight, numbers: postings.of(text) }))
    // what nobody has is not asked for
    .filter(({ numbers }) => numbers.some(sees)).sort((x, y) => y.weight - x.weight)
  // all that reads the file comes before the weights, which an error would leave behind
  const phrases = question.phrases.map((phrase) => new Set(postings.phrase(phrase)))
  const excluded = question.excluded.map((phrase) => new Set(postings.phrase(phrase)))
  const enough = SHARE * lists.reduce((sum, { weight }) => sum + weight, 0) - ROUNDING
  const touched: number[] = []
  let rest = lists.reduce((sum, { weight }) => sum + weight, 0)
  for (const list of lists) {
    // what only the rest holds is not found: no new ones from there, which is where the long lists are
    hold(list, weight, touched, rest >= enough ? sees : undefined)
    rest -= list.weight
  }
  const isFound = (number: number): boolean => weight[number]! >= enough && phrases.every((one) => one.has(number)) && !excluded.some((one) => one.has(number)) && (filter === undefined || filter(number))
  const numbers = touched.filter(isFound)
  const kept = Float64Array.from(numbers, (number) => weight[number]!)
  for (const number of touched) weight[number] = 0
  return { numbers, weight: kept }
}

interface List { readonly weight: number; readonly numbers: Int32Array }

/** Adds a token's weight to the documents that hold it; to new ones only where `sees` says which. */
function hold({ weight, numbers }: List, weights: Float64Array, touched: number[], sees: ((number: number) => boolean) | undefined): void {
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!
    const before = weights[number]!
    if (before > 0) weights[number] = before + weight
    else if (sees !== undefined && sees(number)) {
      touched.push(number)
      weights[number] = weight
    }
  }
}
