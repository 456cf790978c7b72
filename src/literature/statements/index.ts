import type { Vocabulary } from '../../model/vocabulary.ts'
import { definitionsOf, type Definition } from './definitions.ts'
import type { Enumeration } from './enumeration.ts'
import { enumerationsOf } from './enumerations.ts'
import { findMentions, knownNames, type KnownNames, type Mention } from './mentions.ts'
import type { KnownName, Passage } from './passage.ts'
import { rulesOf, type Rules } from './rules.ts'
import { statementsIn, type FieldStatement, type Statement } from './statements.ts'
import { collectUnknown, readAllNames, type UnknownName } from './unknown.ts'

export type { Definition, Enumeration, FieldStatement, KnownName, KnownNames, Mention, Passage, Rules, Statement, UnknownName }
export type { Part } from './enumeration.ts'
export type { Place } from './passage.ts'
export type { End } from './statements.ts'
export { loadPatterns } from './load.ts'
export { knownNames, rulesOf }

/** A known name with its place in the document. */
export type MentionHere = Mention & { readonly page?: string }

export interface Findings {
  readonly mentions: MentionHere[]
  readonly unknown: UnknownName[]
  readonly statements: Statement[]
  readonly fields: FieldStatement[]
  readonly enumerations: Enumeration[]
  readonly definitions: Definition[]
}

/**
 * Everything a text names and states, for review: nothing here is certain. All offsets are offsets in the document.
 * `known` and `rules` are built once, by `knownNames` and `rulesOf(loadPatterns(vocabulary), vocabulary)`.
 * @param passages in the order of the text
 */
export function readStatements(passages: readonly Passage[], known: KnownNames, rules: Rules, vocabulary: Vocabulary): Findings {
  const named = readAllNames(passages, known, rules.names)
  const read = named.map((one) => statementsIn(one, known, rules, vocabulary))
  return {
    mentions: passages.flatMap(({ text, start: offset, page }) => findMentions(text, known).map(({ start, end, ...rest }) => ({ ...rest, start: offset + start, end: offset + end, ...(page === undefined ? {} : { page }) }))),
    unknown: collectUnknown(named),
    statements: read.flatMap(({ statements }) => statements),
    fields: read.flatMap(({ fields }) => fields),
    enumerations: enumerationsOf(passages, known, rules),
    definitions: definitionsOf(passages, known, rules),
  }
}
