import { deciding, ROUNDING, SHARE, weighted, type Question, type Statistics } from '../text/index.ts'
import type { Columns } from './columns.ts'
import type { Postings } from './postings.ts'

/** Documents found, each once, with the weight of what they hold of the question: the order before texts are looked at. */
export interface Found {
  readonly numbers: readonly number[]
  readonly weight: Float64Array
}

/**
 * Documents of which the text is read for the phrases of one question, those that hold most of it first; others that
 * could only be found or excluded by their text are not found. It bounds what one question costs: 2,000 paragraphs take about 0.05 s.
 */
export const READ = 2_000

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
  const phrases = question.phrases.map((phrase) => phraseOf(postings, phrase))
  const excluded = question.excluded.map((phrase) => phraseOf(postings, phrase))
  const enough = SHARE * lists.reduce((sum, { weight }) => sum + weight, 0) - ROUNDING
  const touched: number[] = []
  let rest = lists.reduce((sum, { weight }) => sum + weight, 0)
  for (const list of lists) {
    // what only the rest holds is not found: no new ones from there, which is where the long lists are
    hold(list, weight, touched, rest >= enough ? sees : undefined)
    rest -= list.weight
  }
  const isFound = (number: number): boolean => weight[number]! >= enough && phrases.every(({ numbers }) => numbers.has(number)) && !excluded.some(({ isCertain, numbers }) => isCertain && numbers.has(number)) && (filter === undefined || filter(number))
  const numbers = touched.filter(isFound)
  const kept = Float64Array.from(numbers, (number) => weight[number]!)
  for (const number of touched) weight[number] = 0
  return read({ numbers, weight: kept }, phrases.filter(({ isCertain }) => !isCertain), excluded.filter(({ isCertain }) => !isCertain), columns, postings)
}

interface Phrase { readonly text: string; readonly numbers: ReadonlySet<number>; readonly isCertain: boolean }

function phraseOf(postings: Postings, text: string): Phrase {
  const { numbers, isCertain } = postings.phrase(text)
  return { text, numbers: new Set(numbers), isCertain }
}

/** Leaves out what by its text is not found. */
function read(found: Found, phrases: readonly Phrase[], excluded: readonly Phrase[], columns: Columns, postings: Postings): Found {
  if (phrases.length + excluded.length === 0) return found
  const { numbers, weight } = found
  const order = numbers.map((_, i) => i).sort((x, y) => weight[y]! - weight[x]! || columns.length[numbers[x]!]! - columns.length[numbers[y]!]! || numbers[x]! - numbers[y]!)
  const [kept, wanted] = [new Uint8Array(numbers.length), phrases.map(({ text }) => text)]
  let left = READ
  for (const i of order) {
    const number = numbers[i]!
    const unwanted = excluded.filter((one) => one.numbers.has(number)).map(({ text }) => text)
    if (wanted.length + unwanted.length > 0) {
      if (left-- <= 0) continue
      const stand = postings.stand(number, [...wanted, ...unwanted])
      if (!stand.every((stands, at) => stands === (at < wanted.length))) continue
    }
    kept[i] = 1
  }
  return { numbers: numbers.filter((_, i) => kept[i] === 1), weight: weight.filter((_, i) => kept[i] === 1) }
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
