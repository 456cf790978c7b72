import { z } from 'zod'
import { isId } from './ids.ts'

/**
 * Parts of the records in which the archive keeps its own work: what is proposed of what is published, notes, what was
 * put together, what was found to be two things, and words added to the vocabulary. They stand alone: see `STANDALONE_TYPES`.
 */

const short = z.string().min(1).max(1_000)
const text = z.string().min(1).max(20_000)
const id = z.string().refine(isId, 'is not an id of this archive')
/** Anything that JSON can say; what it may be is checked where it is used. */
const json = z.json()

/**
 * A change of something published, which stays as it is until this is accepted (SEMANTICS 2). It says one thing:
 * changes of parts, or that it be withdrawn, or merged into another.
 */
export const proposalFields = {
  target: id,
  /** The version of the target that its author saw; never told to others, it counts what they may not see. */
  base: z.number().int().min(1),
  /** By part: a key of the target's payload, `fields.CODE` or `qualifiers.CODE`; null takes it away. */
  changes: z.record(z.string().max(200), json).optional(),
  withdraw: z.literal(true).optional(),
  into: id.optional(),
  /** Why, in the words of who proposes. */
  words: text.optional(),
}

/** Part of a text by its words (Web Annotation: TextQuoteSelector and TextPositionSelector). */
const quotation = z.strictObject({
  exact: text,
  prefix: z.string().max(200).optional(),
  suffix: z.string().max(200).optional(),
  /** UTF-16 offsets into the text as it was read, end exclusive. */
  position: z.tuple([z.number().int().min(0), z.number().int().min(0)]).readonly().optional(),
})

export const PURPOSES = ['comment', 'question', 'correction', 'link'] as const

/** A note on a version of a record, on words of a text, or on a part of a picture (SEMANTICS 8). */
export const annotationFields = {
  target: id,
  /** The version its author saw; never told to others. */
  version: z.number().int().min(1),
  quotation: quotation.optional(),
  /** Of a picture: which file of the content, counted from 1, and where (Media Fragments: `xywh=percent:10,10,30,20`). */
  region: z.strictObject({ file: z.number().int().min(1).max(50), fragment: z.string().min(1).max(200) }).optional(),
  purpose: z.enum(PURPOSES).default('comment'),
  text: text.optional(),
  /** Of a link: another record of the archive, or an address. */
  link: z.union([id, z.url({ protocol: /^https?$/ }).max(2_000)]).optional(),
  /** Answers another annotation. */
  answers: id.optional(),
}

export const MANNERS = ['manual', 'question', 'exhibit'] as const
/** Members of one collection, and blocks of one exhibit: beyond these, collections are nested. */
export const MAX_MEMBERS = 5_000
export const MAX_BLOCKS = 500

/** What an exhibit shows of something in the archive: as it is, or as it was in one version. */
const shown = { item: id, version: z.number().int().min(1).optional(), caption: text.optional() }

const block = z.discriminatedUnion('block', [
  z.strictObject({ block: z.literal('text'), text }),
  z.strictObject({ block: z.literal('item'), ...shown }),
  z.strictObject({ block: z.literal('quotation'), ...shown, quotation }),
  z.strictObject({ block: z.literal('picture'), ...shown, file: z.number().int().min(1).max(50) }),
  z.strictObject({ block: z.literal('map'), items: z.array(id).min(1).max(500).readonly(), caption: text.optional() }),
  z.strictObject({ block: z.literal('graph'), question: z.record(z.string(), json), caption: text.optional() }),
])

/** Where a member stands on a picture: no unit, to the right and upwards. */
const place = z.tuple([z.number().min(-1e9).max(1e9), z.number().min(-1e9).max(1e9)]).readonly()

/** What a picture that grew by exploring shows of what ties its members; not given: all. */
const looking = z.strictObject({
  types: z.array(short).max(500).readonly().optional(), kinds: z.array(short).max(20).readonly().optional(),
  /** As somebody wrote it. */
  asOf: z.string().min(1).max(50).optional(), proposed: z.boolean().optional(),
})

/** What a Collection (an entity, which has its names) holds (SEMANTICS 5). */
export const collectionFields = {
  entity: id,
  manner: z.enum(MANNERS),
  /** manual: in this order, entities and relations, other collections among them. */
  members: z.array(z.strictObject({ item: id, reason: text.optional(), at: place.optional() })).max(MAX_MEMBERS).readonly().optional(),
  /** manual: its members are a picture, the first of them its middle; how that was looked at. */
  looking: looking.optional(),
  /** question: a search or a question with its parameters, run as the reader. */
  question: z.record(z.string(), json).optional(),
  /** question: what it gave on a day, kept so. */
  frozen: z.strictObject({ on: z.string().max(40), items: z.array(id).max(MAX_MEMBERS).readonly() }).optional(),
  blocks: z.array(block).max(MAX_BLOCKS).readonly().optional(),
  cover: z.strictObject({ content: id, file: z.number().int().min(1).max(50) }).optional(),
}

/** Two entities that somebody found not to be the same: they are not suggested as duplicates again. */
export const distinctionFields = { one: id, other: id, reason: text.optional() }

/** A relation type, a field or a kind of label that was added to the vocabulary of the seed, or changed in it. */
export const termFields = {
  vocabulary: z.enum(['relation', 'field']),
  code: short,
  /** As a file of `seed/vocabulary` says it; checked where the vocabulary is put together. */
  definition: z.record(z.string(), json),
}
