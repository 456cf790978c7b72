import type { GraphStore } from '../graph/port.ts'
import { WHOLE, type Audience } from '../model/audience.ts'
import type { Head, Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { DocumentReading } from '../model/reading.ts'
import { MAX_CONTENT_BYTES, type ContentRecord, type Passage } from '../model/records.ts'
import { same } from './three-way.ts'

export interface Text {
  readonly reading: DocumentReading
  readonly work: Id
  readonly identity: (what: string) => Id
  readonly audience: Audience
  readonly original: NonNullable<ContentRecord['original']>
  readonly textSha256: string
}

/** Passages in one content: some forty pages, and far below what a record may hold. */
const PASSAGES = 200
/** Characters of their texts; three bytes each in UTF-8, and as much again for places. */
const CHARACTERS = MAX_CONTENT_BYTES / 8

/**
 * The operations that make the archive hold this text: contents that are new or changed, and those that a
 * shorter text no longer needs. Corrections stay where what they correct still stands.
 */
export async function contentsOf(graph: GraphStore, text: Text, tally: { new: number; changed: number; unchanged: number; gone: number }): Promise<Operation[][]> {
  const wanted = slicesOf(text.reading.passages).map((passages, order): ContentRecord => ({
    id: text.identity(`content/${order}`), type: 'content', state: 'published', audience: text.audience, entity: text.work, order, passages,
    original: text.original, textSha256: text.textSha256, corrections: [],
  }))
  const parts: Operation[][] = []
  const heads = await graph.heads(wanted.map(({ id }) => id), WHOLE)
  for (const content of wanted) {
    const head = heads.get(content.id)
    if (head !== undefined && head.record === null) continue
    const record = head === undefined ? content : changed(content, head.record as ContentRecord)
    if (head !== undefined && head.state !== 'withdrawn' && same(record, head.record)) tally.unchanged += content.passages.length
    else {
      tally[head === undefined ? 'new' : 'changed'] += content.passages.length
      parts.push([{ op: 'put', record, base: head?.version ?? null }])
    }
  }
  for (const head of await beyond(graph, text, wanted.length)) {
    tally.gone += (head.record as ContentRecord).passages.length
    parts.push([{ op: 'withdraw', id: head.id, base: head.version, reason: '文件重讀後較短 (the document, read again, is shorter)' }])
  }
  return parts
}

/** Its audience and what people corrected are theirs. */
function changed(content: ContentRecord, before: ContentRecord): ContentRecord {
  const stands = ({ offset: [start, end], was }: ContentRecord['corrections'][number]): boolean =>
    content.passages.some(({ offset, text }) => offset[0] <= start && end <= offset[1] && text.includes(was))
  return { ...content, state: before.state === 'withdrawn' ? 'published' : before.state, audience: before.audience, corrections: before.corrections.filter(stands) }
}

async function beyond(graph: GraphStore, { identity }: Text, from: number): Promise<Head[]> {
  const found: Head[] = []
  for (let order = from; ; order++) {
    const head = (await graph.heads([identity(`content/${order}`)], WHOLE)).get(identity(`content/${order}`))
    if (head === undefined) return found
    if (head.record !== null && head.state !== 'withdrawn') found.push(head)
  }
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
