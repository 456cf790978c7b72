import { z } from 'zod'
import { KINDS, locatorSchema, METHODS, NAME_SORTS, STANCES } from '../model/records.ts'

/** A file of facts that people wrote down from a source: `seed/facts/*.yaml`. */

const text = z.string().min(1)
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is not a key (small letters, digits, -)')
const state = z.enum(['published', 'proposed']).default('published')
const value = z.union([text, z.number(), z.boolean(), z.array(z.union([text, z.number()]))])

const entity = z.strictObject({
  key,
  kind: z.enum(KINDS),
  names: z.array(z.strictObject({ text, language: text.default('zh-Hant'), sort: z.enum(NAME_SORTS).default('official') })).min(1),
  identifiers: z.array(z.strictObject({ scheme: text, value: text })).default([]),
  fields: z.record(z.string(), value).default({}),
  state,
})

const evidence = z.strictObject({
  ...locatorSchema.shape,
  /** Default: the file's. */
  source: key.optional(),
  quote: text.optional(),
  stance: z.enum(STANCES).default('supports'),
  method: z.enum(METHODS).default('hand'),
  attested: text.optional(),
})

const relation = z.strictObject({
  type: text,
  from: key,
  to: key,
  start: text.optional(),
  end: text.optional(),
  qualifiers: z.record(z.string(), value).default({}),
  state,
  evidence: z.array(evidence).min(1, 'needs evidence'),
})

/** A part of a file of facts: it may use the keys of the whole. */
export const partSchema = z.strictObject({ entities: z.array(entity).default([]), relations: z.array(relation).default([]) })

export const factsSchema = z.strictObject({
  /** The entity that the evidence cites where it names none: a Work or an Entry. */
  source: key,
  /** Files with more entities and relations of the same source, by their path from this one (`learning-city/models.yaml`). */
  parts: z.array(z.string().regex(/^[\w-]+(?:\/[\w-]+)*\.ya?ml$/, 'is not the path of a YAML file beside or below this one')).default([]),
  entities: z.array(entity).min(1),
  relations: z.array(relation).default([]),
})

export type Facts = z.output<typeof factsSchema>
