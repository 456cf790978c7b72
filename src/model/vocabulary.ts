import { z } from 'zod'
import { badInput } from './errors.ts'
import { KINDS, type Kind } from './records.ts'

const labels = z.strictObject({ 'zh-Hant': z.string().min(1), en: z.string().min(1) })
export type Labels = z.output<typeof labels>

export const ROLES = ['connecting', 'structural', 'documentary'] as const
export type Role = (typeof ROLES)[number]

const kinds = z.array(z.enum(KINDS)).min(1)

const relationType = z.strictObject({
  /** SUPERVISES; becomes a Neo4j relationship type, hence the pattern. */
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,62}$/),
  role: z.enum(ROLES),
  /** Read from `from` to `to`: 「主管」 / supervises. */
  forward: labels,
  /** Read from `to` to `from`: 「受…主管」 / is supervised by. */
  backward: labels,
  from: kinds,
  to: kinds,
  symmetric: z.boolean().default(false),
  note: z.string().optional(),
})
export type RelationType = z.output<typeof relationType>

const field = z.strictObject({
  code: z.string().regex(/^[a-z][A-Za-z0-9]{0,62}$/),
  label: labels,
  kinds,
  value: z.enum(['text', 'number', 'date', 'boolean', 'list']),
  /** Of a living person it is not public by default; of a date, only its day. */
  personal: z.boolean().optional(),
})
export type Field = z.output<typeof field>

const kindLabel = z.strictObject({ code: z.enum(KINDS), label: labels })

export const vocabularySchema = z.strictObject({
  kinds: z.array(kindLabel),
  relations: z.array(relationType),
  fields: z.array(field),
})

/** Kinds, relation types and fields, by code. Read from `seed/vocabulary`; nothing here does I/O. */
export interface Vocabulary {
  readonly kinds: ReadonlyMap<Kind, Labels>
  readonly relations: ReadonlyMap<string, RelationType>
  readonly fields: ReadonlyMap<string, Field>
}

/** @throws BAD_USER_INPUT naming the entry at fault, also for a code given twice */
export function readVocabulary(input: unknown): Vocabulary {
  const parsed = vocabularySchema.safeParse(input)
  if (!parsed.success) throw badInput('vocabulary', `vocabulary: ${z.prettifyError(parsed.error)}`)
  const byCode = <T extends { code: string }>(what: string, rows: readonly T[]): Map<string, T> => {
    const map = new Map<string, T>()
    for (const row of rows) {
      if (map.has(row.code)) throw badInput('vocabulary', `vocabulary: the ${what} ${row.code} is there twice`)
      map.set(row.code, row)
    }
    return map
  }
  const kinds = byCode('kind', parsed.data.kinds)
  return {
    kinds: new Map([...kinds].map(([code, row]) => [code as Kind, row.label])),
    relations: byCode('relation type', parsed.data.relations),
    fields: byCode('field', parsed.data.fields),
  }
}

/** The codes of all relation types with this role. */
export function typesOfRole(vocabulary: Vocabulary, role: Role): string[] {
  return [...vocabulary.relations.values()].filter((type) => type.role === role).map((type) => type.code)
}
