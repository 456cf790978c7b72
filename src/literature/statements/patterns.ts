import { z } from 'zod'
import { badInput } from '../../model/errors.ts'
import { KINDS } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'

/** The tables of `seed/patterns`, as a librarian writes them. Lists of words may also be one text, words apart by blanks. */
const words = z.union([z.string(), z.array(z.string())]).transform((list) => [list].flat().flatMap((text) => text.trim().split(/\s+/)).filter(Boolean))
/** Words that may hold blanks: one a line of the list. */
const phrases = z.array(z.string().min(1))
const cue = z.strictObject({ words: phrases, not: phrases.default([]) })
const row = { patterns: phrases.default([]), en: phrases.default([]) }

const names = z.strictObject({
  endings: z.strictObject({ Organization: words, Programme: words, Event: words, Place: words, Concept: words }),
  notNames: words, sorts: words, agencies: words, bodies: words, heads: words, leading: words, stops: words, guarded: words,
  surnames: words.transform((list) => [...list.join('')]),
  doubleSurnames: words, behindPeople: words, notPeople: words, personVerbs: words, titles: words,
  posts: z.record(z.string(), words),
  counties: words, countries: words, publishers: words, notDistricts: words, conceptNouns: words, conceptVerbs: words,
  latin: z.strictObject({ Organization: words, Programme: words, Event: words, notNames: words, notWords: words, bodies: words, given: words, places: words, longPlaces: phrases, persons: words }),
})

const statements = z.strictObject({
  adverbs: words,
  statements: z.array(z.strictObject({ type: z.string().min(1), sure: z.number().min(0).max(1).default(0.8), inOrder: z.boolean().default(false), ...row })),
  fields: z.array(z.strictObject({ field: z.string().min(1), kinds: z.array(z.enum(KINDS)).min(1), ...row })),
  cues: z.strictObject({ sentence: cue, before: cue, clause: cue, behind: cue, en: z.strictObject({ words: phrases }) }),
})

export type NameTables = z.output<typeof names>
export type StatementTables = z.output<typeof statements>
export type Cue = z.output<typeof cue>

export interface PatternTables {
  readonly names: NameTables
  readonly statements: StatementTables
}

/** The row whose relation is that of the post. */
export const BY_POST = 'by post'

/** @throws BAD_USER_INPUT naming the line at fault, also for a type or field that the vocabulary has not */
export function readPatterns(input: { readonly names: unknown; readonly statements: unknown }, vocabulary: Vocabulary): PatternTables {
  const tables = { names: parsed('names', names, input.names), statements: parsed('statements', statements, input.statements) }
  const types = [...tables.statements.statements.map(({ type }) => type).filter((type) => type !== BY_POST), ...Object.keys(tables.names.posts)]
  const unknown = types.find((type) => !vocabulary.relations.has(type))
  if (unknown !== undefined) throw badInput('patterns', `patterns: ${unknown} is not a relation type of the vocabulary`)
  const field = tables.statements.fields.find((each) => !vocabulary.fields.has(each.field))
  if (field !== undefined) throw badInput('patterns', `patterns: ${field.field} is not a field of the vocabulary`)
  return tables
}

function parsed<T extends z.ZodType>(name: string, schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (!result.success) throw badInput('patterns', `patterns/${name}: ${z.prettifyError(result.error)}`)
  return result.data
}
