import { z } from 'zod'
import { KINDS, NAME_SORTS } from '../model/records.ts'
import { FORMATS } from './table.ts'
import { TRANSFORMS } from './transforms.ts'
import type { Transform } from './value.ts'

/** The file format of a mapping: what `docs/import.md` describes. Zod only; what needs several parts is `mapping.ts`. */

const line = z.string().min(1).max(1_000)
const word = z.string().regex(/^[a-z][A-Za-z0-9_]{0,62}$/, 'is not a name of this file (small letter first; letters, digits, _)')

/** `spaces`, `{split: /}`: a named transform, with its arguments. */
const step = z.union([z.string(), z.record(z.string(), z.unknown())], 'is not a transform (a name, or one name with arguments)').transform((given, context): Transform => {
  const [name, args, ...more] = typeof given === 'string' ? [given, undefined] : [...Object.entries(given).flat().slice(0, 2), ...Object.keys(given).slice(1)]
  const wrong = (message: string, path: (string | number)[] = []): never => {
    context.issues.push({ code: 'custom', message, input: given, path })
    return z.NEVER
  }
  if (more.length > 0) return wrong('names two transforms; write each as an item of its own')
  const entry = Object.hasOwn(TRANSFORMS, name as string) ? TRANSFORMS[name as string] : undefined
  if (entry === undefined) return wrong(`「${String(name)}」 is not a transform; there are ${Object.keys(TRANSFORMS).join(', ')}`)
  const parsed = entry.args.safeParse(args)
  if (parsed.success) return entry.make(parsed.data)
  const issue = parsed.error.issues[0]!
  return wrong(args === undefined ? `${String(name)} needs arguments` : issue.message, [name as string, ...(issue.path as (string | number)[])])
})

const cellShape = {
  column: line.optional(),
  columns: z.array(line).min(1).optional(),
  /** Between the columns. */
  join: z.string().default(''),
  /** The same for every row. */
  text: line.optional(),
  /** What a transform set aside, of this entity's name or of another's. */
  mark: line.optional(),
  of: word.optional(),
  clean: z.array(step).default([]),
}
const shorthand = (given: unknown): unknown => (typeof given === 'string' ? { column: given } : given)
const oneSource = (cell: { column?: string | undefined; columns?: string[] | undefined; text?: string | undefined; mark?: string | undefined }): boolean =>
  [cell.column, cell.columns, cell.text, cell.mark].filter((source) => source !== undefined).length === 1
const ONE = 'needs one of column, columns, text, mark'

/** Where a value comes from. A string alone is a column. */
const cell = z.preprocess(shorthand, z.strictObject(cellShape).refine(oneSource, ONE))
const nameCell = z.preprocess(shorthand, z.strictObject({ ...cellShape, sort: z.enum(NAME_SORTS).default('official'), language: line.default('zh-Hant') }).refine(oneSource, ONE))
/** `otherwise`: the field that takes what could not be read, as written; default `note`. */
const fieldCell = z.preprocess(shorthand, z.strictObject({ ...cellShape, otherwise: word.default('note') }).refine(oneSource, ONE))

const regexp = z.string().min(1).transform((text, context) => {
  try {
    return new RegExp(text, 'u')
  } catch (error) {
    context.issues.push({ code: 'custom', message: `is not a regular expression: ${(error as Error).message}`, input: text })
    return z.NEVER
  }
})

/** True of a row where the column is one of these, matches, or is blank; `not` turns it round. */
const condition = z.strictObject({
  column: line,
  is: z.union([z.string(), z.array(z.string())]).transform((given) => (typeof given === 'string' ? [given] : given)).optional(),
  matches: regexp.optional(),
  blank: z.literal(true).optional(),
  not: z.boolean().default(false),
}).refine(({ is, matches, blank }) => [is, matches, blank].filter((test) => test !== undefined).length === 1, 'needs one of is, matches, blank')
/** Any of them. */
const conditions = z.union([condition.transform((one) => [one]), z.array(condition)]).default([])

const entity = z.strictObject({
  kind: z.enum(KINDS),
  name: nameCell,
  names: z.array(nameCell).default([]),
  /** What makes it one and the same in every row and edition; default: its name as printed. */
  key: z.array(cell).optional(),
  identifiers: z.record(line, cell).default({}),
  fields: z.record(word, fieldCell).default({}),
  /** Where it has its seat: 臺北市, 臺北市大安區. Bodies with different seats are never joined. */
  district: cell.optional(),
  /** A unit of a government: 文化局 means that of this government and of no other. */
  unit: z.strictObject({
    within: line,
    /** Its 機關代碼. */
    code: cell.optional(),
    /** This table is itself a list of the units; elsewhere a unit that no list has is reported. */
    lists: z.boolean().default(false),
  }).optional(),
  /** What the transforms `affiliated` and `units` found it to belong to is an entity too, tied to it by this relation. */
  parent: z.strictObject({
    relation: line,
    is: z.enum(['from', 'to']),
    /** What belongs to nothing else belongs to this: 臺北市政府. */
    root: line.optional(),
  }).optional(),
  /** No name, no entity; without it such a row is rejected. */
  optional: z.boolean().default(false),
  skip: conditions,
  proposed: z.boolean().default(false),
})

const relation = z.strictObject({
  type: line,
  from: word,
  to: word,
  start: cell.optional(),
  end: cell.optional(),
  /** A cell with both: 108/09/30至117/12/31. */
  interval: cell.optional(),
  qualifiers: z.record(word, cell).default({}),
  /** Qualifiers, `start`, `end`, that tell apart two relations of this type between the same two. */
  key: z.array(line).default([]),
  skip: conditions,
  proposed: z.boolean().default(false),
}).refine(({ interval, start, end }) => interval === undefined || (start === undefined && end === undefined), 'has interval, and start or end beside it')

export const mappingSchema = z.strictObject({
  dataset: z.strictObject({
    /** Names the register for ever: what is imported under it is recognised by it. */
    key: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'is not a key (small letters, digits, -)'),
    title: line,
    titleEn: line.optional(),
    publisher: line,
    licence: line,
    /** The date of this edition. */
    edition: z.union([z.string(), z.number()]).transform(String).optional(),
    url: z.string().max(2_000).optional(),
    attribution: line.optional(),
    note: line.optional(),
  }),
  table: z.strictObject({
    /** Beside the mapping. */
    file: line.optional(),
    format: z.enum(FORMATS).optional(),
    encoding: line.optional(),
    /** Of a workbook: its name, or its place, counted from 1. */
    sheet: z.union([line, z.int().min(1)]).optional(),
    /** The row of the heading, where titles stand above it. */
    heading: z.int().min(1).max(1_000).optional(),
    /** Where the table has no heading. */
    columns: z.array(line).min(1).optional(),
  }).default({}),
  /** Rows to pass over. */
  skip: conditions,
  entities: z.record(word, entity),
  relations: z.array(relation).default([]),
})

export type Mapping = z.output<typeof mappingSchema>
export type EntityMapping = z.output<typeof entity>
export type RelationMapping = z.output<typeof relation>
export type CellMapping = z.output<typeof cell>
export type NameMapping = z.output<typeof nameCell>
export type FieldMapping = z.output<typeof fieldCell>
export type Condition = z.output<typeof condition>
