import type { GraphStore } from '../graph/port.ts'
import { isNoNarrower, WHOLE, type Audience } from '../model/audience.ts'
import type { Head, Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { DocumentReading, Finding } from '../model/reading.ts'
import { MAX_CONTENT_BYTES, type ContentRecord, type Passage } from '../model/records.ts'
import { corrected } from './ingest-corrections.ts'
import type { Past } from './past.ts'
import { OPEN } from './sheet.ts'
import { same } from './three-way.ts'

export interface Text {
  readonly reading: DocumentReading
  readonly work: Id
  readonly identity: (what: string) => Id
  /** Of new contents; undefined: that of the work, or of what is there already where that is narrower. */
  readonly audience: Audience | undefined
  readonly workAudience: Audience
  readonly original: NonNullable<ContentRecord['original']>
  readonly textSha256: string
}

export interface Contents {
  readonly parts: readonly Operation[][]
  /** Withdrawn or redacted by a person: left as they are. */
  readonly left: readonly Id[]
  readonly findings: readonly Finding[]
}

type Passages = { new: number; changed: number; unchanged: number; gone: number }
/** A content as the archive has it, which this reading may change. */
type Standing = Head & { readonly record: ContentRecord }

/** Passages in one content: some forty pages, and far below what a record may hold. */
const PASSAGES = 200
/** Characters of their texts; three bytes each in UTF-8, and as much again for places. */
const CHARACTERS = MAX_CONTENT_BYTES / 8

/**
 * The operations that make the archive hold this text: contents that are new or changed, and those that a
 * shorter text no longer needs. What a person restricted or withdrew stays so, also where a passage of it
 * has moved into the next content; corrections move with what they correct.
 */
export async function contentsOf(graph: GraphStore, past: Past, text: Text, tally: Passages): Promise<Contents> {
  const slices = slicesOf(text.reading.passages)
  const heads = await headsOf(graph, text, slices.length)
  const [standing, shut] = await sorted(heads, past)
  const homes = homesOf(standing.values())
  const fresh = text.audience ?? [...heads.values()].reduce((all, { audience }) => narrower(all, audience), text.workAudience)
  const wanted = slices.flatMap((slice, order): [ContentRecord, Standing | undefined][] => {
    const id = text.identity(`content/${order}`)
    const before = standing.get(id)
    if (before === undefined && heads.has(id)) return []
    const moved = movedInto(slice, before, homes, shut)
    const passages = slice.filter((passage) => moved.get(passage) !== 'shut')
    if (passages.length === 0) return []
    const audience = [...moved.values()].reduce<Audience>((all, from) => (from === 'shut' ? all : narrower(all, from)), before?.audience ?? fresh)
    const state = before !== undefined && OPEN.has(before.state) ? before.record.state : 'published'
    return [[{ id, type: 'content', state, audience, entity: text.work, order, passages, original: text.original, textSha256: text.textSha256, corrections: [] }, before]]
  })
  const { corrections, findings } = corrected([...standing.values()].map(({ record }) => record), wanted.map(([content]) => content))
  const parts: Operation[][] = []
  for (const [content, before] of wanted) {
    const by = before?.record.by
    const record = { ...content, corrections: corrections.get(content.id) ?? [], ...(by === undefined ? {} : { by }) }
    if (before !== undefined && before.state !== 'withdrawn' && same(record, before.record)) tally.unchanged += content.passages.length
    else {
      tally[before === undefined ? 'new' : 'changed'] += content.passages.length
      parts.push([{ op: 'put', record, base: before?.version ?? null }])
    }
  }
  const kept = new Set(wanted.map(([{ id }]) => id))
  for (const head of standing.values()) {
    if (kept.has(head.id) || !OPEN.has(head.state)) continue
    tally.gone += head.record.passages.length
    parts.push([{ op: 'withdraw', id: head.id, base: head.version, reason: '文件重讀後較短 (the document, read again, is shorter)' }])
  }
  return { parts, left: [...heads.keys()].filter((id) => !standing.has(id)), findings }
}

/** Those of the slices, and those beyond them that a longer text once needed. */
async function headsOf(graph: GraphStore, { identity }: Text, slices: number): Promise<Map<Id, Head>> {
  const heads = await graph.heads(Array.from({ length: slices }, (_, order) => identity(`content/${order}`)), WHOLE)
  for (let order = slices; ; order++) {
    const head = (await graph.heads([identity(`content/${order}`)], WHOLE)).get(identity(`content/${order}`))
    if (head === undefined) return heads
    heads.set(head.id, head)
  }
}

/** Those that a reading may change, and the words of those a person withdrew. */
async function sorted(heads: ReadonlyMap<Id, Head>, past: Past): Promise<[Map<Id, Standing>, Set<string>]> {
  const standing = new Map<Id, Standing>()
  const shut = new Set<string>()
  for (const head of heads.values()) {
    if (head.record === null) continue
    if (OPEN.has(head.state) || (await past.before(head.id)).undone) standing.set(head.id, head as Standing)
    else for (const { text } of (head.record as ContentRecord).passages) shut.add(text)
  }
  return [standing, shut]
}

/** The audience of each passage there is, by its words. */
function homesOf(standing: Iterable<Standing>): Map<string, Audience> {
  const homes = new Map<string, Audience>()
  for (const { audience, record } of standing) {
    for (const { text } of record.passages) {
      const known = homes.get(text)
      homes.set(text, known === undefined ? audience : narrower(known, audience))
    }
  }
  return homes
}

/** Passages that have come into a content from others: with the audience they had there, or `shut` from a withdrawn one. */
function movedInto(slice: readonly Passage[], before: Standing | undefined, homes: ReadonlyMap<string, Audience>, shut: ReadonlySet<string>): Map<Passage, Audience | 'shut'> {
  const own = new Set(before?.record.passages.map(({ text }) => text))
  const moved = new Map<Passage, Audience | 'shut'>()
  for (const passage of slice) {
    if (own.has(passage.text)) continue
    const home = homes.get(passage.text) ?? (shut.has(passage.text) ? 'shut' : undefined)
    if (home !== undefined) moved.set(passage, home)
  }
  return moved
}

/** What only those can read who can read both. */
function narrower(one: Audience, other: Audience): Audience {
  if (isNoNarrower(one, other)) return other
  if (isNoNarrower(other, one)) return one
  return { mode: 'all', protocols: [...new Set([...one.protocols, ...other.protocols])].sort() }
}

function slicesOf(passages: readonly Passage[]): Passage[][] {
  const slices: Passage[][] = []
  let length = 0
  for (const passage of passages) {
    if (slices.length === 0 || slices.at(-1)!.length >= PASSAGES || length + passage.text.length > CHARACTERS) {
      slices.push([])
      length = 0
    }
    slices.at(-1)!.push(passage)
    length += passage.text.length
  }
  return slices
}
