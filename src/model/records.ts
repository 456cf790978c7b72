import { z } from 'zod'
import { checkAudience } from './audience.ts'
import { communityFields, protocolFields } from './communities.ts'
import { parseDate } from './dates.ts'
import { ArchiveError, badInput } from './errors.ts'
import { isId } from './ids.ts'
import { annotationFields, collectionFields, distinctionFields, proposalFields, termFields } from './keeping.ts'
import { isPlain } from './records-plain.ts'

/** The nine kinds of entity; a closed list. Their labels and fields are data (`seed/vocabulary`). */
export const KINDS = ['Organization', 'Person', 'Place', 'Programme', 'Event', 'Concept', 'Work', 'Entry', 'Collection'] as const
export type Kind = (typeof KINDS)[number]

export const STATES = ['draft', 'proposed', 'returned', 'published', 'declined', 'withdrawn'] as const
export type State = (typeof STATES)[number]

export const NAME_SORTS = ['official', 'short', 'former', 'translated', 'romanised', 'variant'] as const
export const STANDINGS = ['preferred', 'normal', 'deprecated'] as const
export const STANCES = ['supports', 'disputes', 'mentions'] as const
/** How a piece of evidence got here. */
export const METHODS = ['hand', 'register', 'extractor', 'rule'] as const

const text = z.string().min(1).max(20_000)
const short = z.string().min(1).max(1_000)
const id = z.string().refine(isId, 'is not an id of this archive')
const date = z.string().min(1).max(200)
const audience = z.strictObject({ mode: z.enum(['all', 'any']), protocols: z.array(z.string()).max(50).readonly() })
/** A field's value: one text, number or yes/no, or several. Which fields a kind has is vocabulary. */
const value = z.union([text, z.number(), z.boolean(), z.array(z.union([text, z.number()])).max(1_000)])

/** What every record has. `by`: the account that submitted it, set by the use case; imports, the seed and the command line leave it out. */
const envelope = { id, state: z.enum(STATES), audience, by: id.optional() }

const name = z.strictObject({
  /** As printed. */
  text: short,
  /** BCP 47. */
  language: z.string().max(35).default('zh-Hant'),
  sort: z.enum(NAME_SORTS).default('official'),
  from: date.optional(),
  to: date.optional(),
  source: id.optional(),
})

const identifier = z.strictObject({ scheme: z.string().min(1).max(64), value: short })

export const entitySchema = z.strictObject({
  ...envelope,
  type: z.literal('entity'),
  kind: z.enum(KINDS),
  names: z.array(name).min(1).max(200),
  identifiers: z.array(identifier).max(200).default([]),
  fields: z.record(z.string(), value).default({}),
})

export const relationSchema = z.strictObject({
  ...envelope,
  type: z.literal('relation'),
  /** A relation type of the vocabulary: SUPERVISES, REGISTERED_WITH, … */
  relation: z.string().regex(/^[A-Z][A-Z0-9_]{0,62}$/, 'is not a relation type'),
  from: id,
  to: id,
  /** EDTF as written; absent = unknown; `..` = open. */
  start: date.optional(),
  end: date.optional(),
  qualifiers: z.record(z.string(), value).default({}),
  standing: z.enum(STANDINGS).default('normal'),
  standingReason: text.optional(),
})

export const locatorSchema = z.strictObject({
  page: z.string().max(100).optional(),
  section: short.optional(),
  row: z.number().int().optional(),
  offset: z.tuple([z.number().int(), z.number().int()]).optional(),
  time: z.string().max(100).optional(),
  region: z.string().max(200).optional(),
  url: z.string().max(2_000).optional(),
  accessed: date.optional(),
  /** What must be known to use the place given: 「頁碼由分頁推得」. */
  note: short.optional(),
})

export const evidenceSchema = z.strictObject({
  ...envelope,
  type: z.literal('evidence'),
  /** The relation it is about. */
  relation: id,
  /** The Work, Entry or dataset (a Work) it is from. */
  source: id,
  locator: locatorSchema.default({}),
  /** The words of the source. */
  quote: text.optional(),
  stance: z.enum(STANCES).default('supports'),
  method: z.enum(METHODS).default('hand'),
  confidence: z.number().min(0).max(1).optional(),
  /** When the source attests it. */
  attested: date.optional(),
  /** What a rule derived names the rule. */
  rule: short.optional(),
  /** What stood at its address when it was fetched, kept as it came: a blob. */
  captured: z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in small hexadecimal digits'),
    /** As the server said. */
    mediaType: z.string().min(1).max(255),
    bytes: z.number().int().min(0),
    /** ISO 8601, in UTC. */
    at: z.iso.datetime(),
    /** The address, as the locator has it. */
    url: z.string().min(1).max(2_000),
  }).optional(),
  /** Set when the relation was changed after this evidence was given, until someone confirms. */
  unchecked: z.boolean().optional(),
})

/** UTF-16 offsets into a text as it was read, end exclusive. */
const offsets = z.tuple([z.number().int().min(0), z.number().int().min(0)]).refine(([start, end]) => start <= end, 'ends before it begins').readonly()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in small hexadecimal digits')

const passage = z.strictObject({
  /** As read. */
  text,
  offset: offsets,
  chapter: short.optional(),
  /** The headings above it, joined by ` › `. */
  heading: short.optional(),
  page: z.string().max(100).optional(),
  kind: z.enum(['text', 'note', 'table', 'quotation']).optional(),
})

/** What somebody holds to be right; the text itself stays as it was read. */
const correction = z.strictObject({ offset: offsets, was: z.string().max(20_000), becomes: z.string().max(20_000), note: text.optional() })

/** Passages of one content. */
export const MAX_PASSAGES = 400

/** A picture, a recording, a document: the blob as it is handed out, and what people must be told of it. */
const file = z.strictObject({
  sha256,
  /** As its owner called it; never a path. */
  name: short,
  mediaType: z.string().min(1).max(255),
  bytes: z.number().int().min(0),
  /** Pixels, of a picture as it is shown. */
  width: z.number().int().min(1).optional(),
  height: z.number().int().min(1).optional(),
  caption: text.optional(),
  /** What a picture shows, for who cannot see it. */
  alternative: text.optional(),
  /** The file as it was sent, where it is kept: for who may read the content and change it, never handed out. */
  sent: sha256.optional(),
})

/** Where something is, more exactly than everybody is told. */
const place = z.strictObject({ address: short.optional(), coordinates: short.optional(), note: text.optional() })

/**
 * What an entity has besides its names and fields, one with an audience and versions of its own: a text cut into
 * passages (of a Work or an Entry), files, or the exact place of something that everybody is told less exactly.
 */
export const contentSchema = z.strictObject({
  ...envelope,
  type: z.literal('content'),
  entity: id,
  /** Its place among the contents of the entity. */
  order: z.number().int().min(0).max(1_000_000),
  passages: z.array(passage).max(MAX_PASSAGES).readonly().default([]),
  files: z.array(file).min(1).max(50).readonly().optional(),
  place: place.optional(),
  /** A code of `seed/vocabulary/licences.yaml`. */
  licence: short.optional(),
  /** Codes of labels (`seed/vocabulary/labels.yaml`): they stand beside the rights and never grant or deny. */
  labels: z.array(short).max(50).readonly().optional(),
  /** What a reader should know before looking: codes of the same list. */
  contentWarning: z.array(short).max(20).readonly().optional(),
  /** The file it was read from: a blob. */
  original: z.strictObject({ sha256, name: short, mediaType: z.string().min(1).max(255), bytes: z.number().int().min(0) }).optional(),
  /** The blob that holds the whole text as read, into which the offsets point. */
  textSha256: sha256.optional(),
  corrections: z.array(correction).max(5_000).readonly().default([]),
})

/** Bytes of a content's words and places together (as JSON): a longer text goes into several contents. */
export const MAX_CONTENT_BYTES = 2_000_000

export const communitySchema = z.strictObject({ ...envelope, type: z.literal('community'), ...communityFields })

export const protocolSchema = z.strictObject({ ...envelope, type: z.literal('protocol'), ...protocolFields })

export const proposalSchema = z.strictObject({ ...envelope, type: z.literal('proposal'), ...proposalFields })

export const annotationSchema = z.strictObject({ ...envelope, type: z.literal('annotation'), ...annotationFields })

export const collectionSchema = z.strictObject({ ...envelope, type: z.literal('collection'), ...collectionFields })

export const distinctionSchema = z.strictObject({ ...envelope, type: z.literal('distinction'), ...distinctionFields })

export const termSchema = z.strictObject({ ...envelope, type: z.literal('term'), ...termFields })

const SCHEMAS = {
  entity: entitySchema, relation: relationSchema, evidence: evidenceSchema, content: contentSchema,
  community: communitySchema, protocol: protocolSchema,
  proposal: proposalSchema, annotation: annotationSchema, collection: collectionSchema, distinction: distinctionSchema, term: termSchema,
}

export const RECORD_TYPES = Object.keys(SCHEMAS) as RecordType[]
export type RecordType = keyof typeof SCHEMAS

/**
 * What the archive keeps about itself: a head, versions, a history, a state and an audience, and nothing that follows
 * from them. Nobody walks, indexes or counts it; who may read it hangs on itself alone.
 */
export const STANDALONE_TYPES = ['community', 'protocol', 'proposal', 'annotation', 'collection', 'distinction', 'term'] as const satisfies readonly RecordType[]
export type StandaloneType = (typeof STANDALONE_TYPES)[number]
export const isStandalone = (type: RecordType): type is StandaloneType => (STANDALONE_TYPES as readonly RecordType[]).includes(type)
export type Name = z.output<typeof name>
export type Identifier = z.output<typeof identifier>
export type FieldValue = z.output<typeof value>
export type Locator = z.output<typeof locatorSchema>
export type EntityRecord = z.output<typeof entitySchema>
export type RelationRecord = z.output<typeof relationSchema>
export type EvidenceRecord = z.output<typeof evidenceSchema>
export type ContentRecord = z.output<typeof contentSchema>
export type CommunityRecord = z.output<typeof communitySchema>
export type ProtocolRecord = z.output<typeof protocolSchema>
export type ProposalRecord = z.output<typeof proposalSchema>
export type AnnotationRecord = z.output<typeof annotationSchema>
export type CollectionRecord = z.output<typeof collectionSchema>
export type DistinctionRecord = z.output<typeof distinctionSchema>
export type TermRecord = z.output<typeof termSchema>
export type StandaloneRecord = CommunityRecord | ProtocolRecord | ProposalRecord | AnnotationRecord | CollectionRecord | DistinctionRecord | TermRecord
export type Passage = z.output<typeof passage>
export type StoredFile = z.output<typeof file>
export type Correction = z.output<typeof correction>
export type ArchiveRecord = EntityRecord | RelationRecord | EvidenceRecord | ContentRecord | StandaloneRecord

/** A record as somebody writes it, before defaults. */
export type RecordInput = { [Type in RecordType]: z.input<(typeof SCHEMAS)[Type]> }[RecordType]

/** What the log keeps apart from the envelope, by hash: everything but id, type, state and audience. */
export type Payload = Record<string, unknown>

/**
 * Checks a record by itself: shape, size, audience, dates. What needs other records is `commit.ts`.
 * @throws BAD_USER_INPUT naming the field
 */
export function checkRecord(input: unknown): ArchiveRecord {
  const type = (input as { type?: unknown } | null)?.type
  const schema = SCHEMAS[type as RecordType]
  if (schema === undefined) throw badInput('type', `「${String(type)}」 is not a type of record; the types are ${RECORD_TYPES.join(', ')}`)
  const record = isPlain(input, WORDS) ? input as ArchiveRecord : parsed(schema, input)
  checkAudience(record.audience)
  if (record.type === 'content') {
    checkSize(record)
    return record
  }
  const dates: [string, string | undefined][] =
    record.type === 'relation' ? [['start', record.start], ['end', record.end]]
    : record.type === 'evidence' ? [['attested', record.attested]]
    : record.type !== 'entity' ? []
    : record.names.flatMap((n, i): [string, string | undefined][] => [[`names.${i}.from`, n.from], [`names.${i}.to`, n.to]])
  for (const [field, written] of dates) {
    if (written === undefined) continue
    try {
      parseDate(written)
    } catch (error) {
      if (error instanceof ArchiveError) throw badInput(field, `${field}: ${error.message}`)
      throw error
    }
  }
  return record
}

function parsed(schema: (typeof SCHEMAS)[RecordType], input: unknown): ArchiveRecord {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const field = issue.path.join('.') || 'record'
  throw badInput(field, `${field}: ${issue.message}`)
}

const WORDS = { kinds: new Set<unknown>(KINDS), states: new Set<unknown>(STATES), sorts: new Set<unknown>(NAME_SORTS), stances: new Set<unknown>(STANCES), methods: new Set<unknown>(METHODS), standings: new Set<unknown>(STANDINGS) }

function checkSize(content: ContentRecord): void {
  if (content.passages.length === 0 && content.files === undefined && content.place === undefined) throw badInput('passages', '內容要有文字、檔案或地點 (a content needs passages, files or a place)')
  const bytes = new TextEncoder().encode(JSON.stringify(payloadOf(content))).length
  if (bytes > MAX_CONTENT_BYTES) throw badInput('passages', `一份內容最多 ${MAX_CONTENT_BYTES / 1e6} MB，這一份有 ${(bytes / 1e6).toFixed(1)}：其餘請放進下一份 (a content holds at most ${MAX_CONTENT_BYTES / 1e6} MB: put the rest of the text into another, with the next order)`)
}

export function payloadOf(record: ArchiveRecord): Payload {
  const { id: _, type: __, state: ___, audience: ____, ...payload } = record
  return payload
}

/** The name to show for an entity: its first official name, else its first. */
export function displayName(names: readonly Name[]): string {
  return (names.find((n) => n.sort === 'official') ?? names[0]!).text
}
