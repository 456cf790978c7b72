import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { knownNames } from '../../../src/literature/statements/mentions.ts'
import type { KnownName } from '../../../src/literature/statements/passage.ts'
import { statementsOf, type Statement } from '../../../src/literature/statements/statements.ts'
import { loadPatterns } from '../../../src/literature/statements/load.ts'
import { rulesOf } from '../../../src/literature/statements/rules.ts'
import { nameKey } from '../../../src/model/names.ts'
import { loadVocabulary } from '../../../src/vocabulary.ts'

export interface Sentence {
  readonly s: string
  readonly heading?: string
  readonly r: readonly (readonly [string, string, string])[]
}

export interface Outcome extends Sentence {
  readonly right: readonly string[]
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
}

export interface Measure {
  readonly sentences: number
  readonly precision: number
  readonly recall: number
  readonly outcomes: readonly Outcome[]
}

export const vocabulary = loadVocabulary()
export const rules = rulesOf(loadPatterns(vocabulary), vocabulary)

const data = parse(readFileSync(new URL('sentences.yaml', import.meta.url), 'utf8')) as { known: KnownName[]; sentences: Sentence[]; later: Sentence[] }
export const known = knownNames(data.known)
/** Every third was kept aside while the patterns were written. */
export const SEEN = data.sentences.filter((_, i) => i % 3 !== 2)
export const UNSEEN = data.sentences.filter((_, i) => i % 3 === 2)
export const ALL = data.sentences
export const LATER = data.later
/** Reports, theses, histories: `registers.yaml`. */
export const REGISTERS = (parse(readFileSync(new URL('registers.yaml', import.meta.url), 'utf8')) as { sentences: Sentence[] }).sentences

const keyOf = (type: string, from: string, to: string): string => {
  const ends = [nameKey(from), nameKey(to)]
  if (vocabulary.relations.get(type)!.symmetric) ends.sort()
  return [type, ...ends].join(' ')
}

/** What is stated counts; what is marked as supposed is no proposal. */
export function measure(sentences: readonly Sentence[], read: (sentence: Sentence) => readonly Statement[] = statementsIn): Measure {
  const outcomes = sentences.map((sentence): Outcome => {
    const found = new Set(read(sentence).filter(({ stated }) => stated).map(({ relation, from, to }) => keyOf(relation, from.name, to.name)))
    const wanted = new Set(sentence.r.map(([type, from, to]) => keyOf(type, from, to)))
    return { ...sentence, right: [...found].filter((key) => wanted.has(key)), wrong: [...found].filter((key) => !wanted.has(key)), missed: [...wanted].filter((key) => !found.has(key)) }
  })
  const sum = (of: (outcome: Outcome) => readonly string[]): number => outcomes.reduce((total, outcome) => total + of(outcome).length, 0)
  const [right, wrong, missed] = [sum((one) => one.right), sum((one) => one.wrong), sum((one) => one.missed)]
  return { sentences: sentences.length, precision: right / (right + wrong), recall: right / (right + missed), outcomes }
}

export const statementsIn = ({ s, heading }: Sentence): Statement[] => statementsOf({ text: s, start: 0, ...(heading === undefined ? {} : { heading }) }, known, rules, vocabulary).statements
