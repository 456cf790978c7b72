import type { Head } from './changeset.ts'
import { badInput } from './errors.ts'
import type { TermRecord } from './records.ts'
import { fieldSchema, relationTypeSchema, type Field, type RelationType, type Vocabulary } from './vocabulary.ts'

/**
 * Words that were added to the vocabulary of the seed, or changed in it, without code (records of type `term`). What
 * the seed brings is what imports and readers of documents are made for: it may be called otherwise, explained, and
 * opened to more kinds, and stays what it is. What was added may be changed in everything, and is retired, never gone:
 * what was said with it needs its labels.
 */

export const FAMILIES = ['relation', 'field'] as const satisfies readonly TermRecord['vocabulary'][]
export type Family = (typeof FAMILIES)[number]
export type Word = RelationType | Field

const SCHEMAS = { relation: relationTypeSchema, field: fieldSchema } as const

/** The words of a family, by code. */
export const wordsOf = (vocabulary: Vocabulary, family: Family): ReadonlyMap<string, Word> => (family === 'relation' ? vocabulary.relations : vocabulary.fields)

/**
 * A word as its definition says it.
 * @param definition as an entry of `seed/vocabulary`, without its code
 * @throws BAD_USER_INPUT naming the part
 */
export function readWord(family: Family, code: string, definition: unknown): Word {
  const parsed = SCHEMAS[family].safeParse({ ...(definition as object), code })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw badInput(issue.path.join('.') || 'definition', `「${code}」填的不對 (${issue.path.join('.') || 'definition'}: ${issue.message})`)
}

/** A word of the seed as a term has it: what of it cannot be changed is as in the seed. */
export function overSeed(seed: Word, said: Word): Word {
  const { retired: _, ...rest } = said
  if ('role' in seed && 'role' in rest) return { ...rest, symmetric: seed.symmetric, from: union(seed.from, rest.from), to: union(seed.to, rest.to) }
  const { value, kinds, personal, codes } = seed as Field
  const { codes: __, ...field } = rest as Field
  return { ...field, value, kinds: union(kinds, field.kinds), ...(personal === undefined ? {} : { personal }), ...(codes === undefined ? {} : { codes }) }
}

const union = <T>(seed: readonly T[], said: readonly T[]): T[] => [...seed, ...said.filter((kind) => !seed.includes(kind))]

/**
 * The vocabulary with what was added to it; the seed itself where nothing was.
 * @param terms records of type `term` that everyone may read, in the order of ids; drafts, what is proposed or declined,
 *   and what cannot be read (of a newer version) is passed over
 */
export function laidOver(seed: Vocabulary, terms: Iterable<Pick<Head, 'state' | 'record'>>): Vocabulary {
  let isSeed = true
  const laid = { relation: new Map<string, Word>(seed.relations), field: new Map<string, Word>(seed.fields) }
  for (const { state, record } of terms) {
    if (record?.type !== 'term' || (state !== 'published' && state !== 'withdrawn')) continue
    const of = wordsOf(seed, record.vocabulary).get(record.code)
    // of a change in the seed that was taken back, the seed is left
    if (state === 'withdrawn' && of !== undefined) continue
    const said = SCHEMAS[record.vocabulary].safeParse({ ...record.definition, code: record.code })
    if (!said.success) continue
    isSeed = false
    laid[record.vocabulary].set(record.code, of !== undefined ? overSeed(of, said.data) : state === 'withdrawn' ? { ...said.data, retired: true } : said.data)
  }
  return isSeed ? seed : { ...seed, seed, relations: laid.relation as Map<string, RelationType>, fields: laid.field as Map<string, Field> }
}
