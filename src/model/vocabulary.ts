import { z } from 'zod'
import { badInput } from './errors.ts'
import { KINDS, type Kind } from './records.ts'

const labels = z.strictObject({ 'zh-Hant': z.string().min(1), en: z.string().min(1) })
export type Labels = z.output<typeof labels>

export const ROLES = ['connecting', 'structural', 'documentary'] as const
export type Role = (typeof ROLES)[number]

const kinds = z.array(z.enum(KINDS)).min(1)

export const relationTypeSchema = z.strictObject({
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
  /** Nothing new is said with it; what was said stays. */
  retired: z.literal(true).optional(),
})
export type RelationType = z.output<typeof relationTypeSchema>

export const fieldSchema = z.strictObject({
  code: z.string().regex(/^[a-z][A-Za-z0-9]{0,62}$/),
  label: labels,
  kinds,
  /** url: an address on the web, http or https, where people write it. */
  value: z.enum(['text', 'number', 'date', 'boolean', 'list', 'url']),
  /** Of a living person it is not public by default; of a date, only its day. */
  personal: z.boolean().optional(),
  /** What people write in it are codes of one of these lists; what a register prints stays as printed. */
  codes: z.enum(['labels', 'warnings', 'licences']).optional(),
  note: z.string().optional(),
  retired: z.literal(true).optional(),
})
export type Field = z.output<typeof fieldSchema>

const label = z.strictObject({
  code: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,62}$/),
  /** Traditional Knowledge, Biocultural (Local Contexts), or a content warning. */
  family: z.enum(['tk', 'bc', 'warning']),
  label: labels,
})
export type Label = z.output<typeof label>

const licence = z.strictObject({ code: z.string().regex(/^[A-Za-z][A-Za-z0-9.-]{0,62}$/), label: labels, url: z.string().url().optional() })
export type Licence = z.output<typeof licence>

const kindLabel = z.strictObject({ code: z.enum(KINDS), label: labels })

export const vocabularySchema = z.strictObject({
  kinds: z.array(kindLabel),
  relations: z.array(relationTypeSchema),
  fields: z.array(fieldSchema),
  labels: z.array(label).default([]),
  licences: z.array(licence).default([]),
})

/** Kinds, relation types, fields, labels and licences, by code. Read from `seed/vocabulary`; nothing here does I/O. */
export interface Vocabulary {
  readonly kinds: ReadonlyMap<Kind, Labels>
  readonly relations: ReadonlyMap<string, RelationType>
  readonly fields: ReadonlyMap<string, Field>
  /** What stands beside the rights and never grants or denies. */
  readonly labels: ReadonlyMap<string, Label>
  readonly licences: ReadonlyMap<string, Licence>
  /** What it was before words were added to it (`terms.ts`); absent: none were. */
  readonly seed?: Vocabulary
}

/** Lists whose codes a field may have, with what says them to people. */
const LISTS = { labels: '標示', warnings: '內容提醒', licences: '授權' } as const

/** @throws BAD_USER_INPUT naming the list, for a code that is not in it */
export function checkCodes(vocabulary: Vocabulary, list: keyof typeof LISTS, codes: readonly unknown[], field: string): void {
  const known = list === 'licences' ? [...vocabulary.licences.keys()] : [...vocabulary.labels.values()].filter(({ family }) => (family === 'warning') === (list === 'warnings')).map(({ code }) => code)
  const unknown = codes.find((code) => !(known as unknown[]).includes(code))
  if (unknown !== undefined) throw badInput(field, `「${String(unknown)}」不在「${LISTS[list]}」的清單裡；有 ${known.join('、')} (is not in the list of ${list})`)
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
    labels: byCode('label', parsed.data.labels),
    licences: byCode('licence', parsed.data.licences),
  }
}

/** The codes of all relation types with this role. */
export function typesOfRole(vocabulary: Vocabulary, role: Role): string[] {
  return [...vocabulary.relations.values()].filter((type) => type.role === role).map((type) => type.code)
}
