import { hash } from 'node:crypto'
import type { GraphStore } from '../graph/port.ts'
import { audienceKey, EVERYONE, WHOLE, type Audience, type Viewer } from '../model/audience.ts'
import type { Origin } from '../model/changeset.ts'
import { badInput, conflict } from '../model/errors.ts'
import { nameKey } from '../model/names.ts'
import type { Id } from '../model/ids.ts'
import type { DocumentReading, Finding } from '../model/reading.ts'
import { displayName, type ContentRecord, type EntityRecord } from '../model/records.ts'
import { BatchWriter } from './batch.ts'
import { findAnchor, type Anchor } from './dataset.ts'
import { blankOut } from './finish.ts'
import { DOCUMENT, identitiesOf } from './identity.ts'
import { checkReadable, inNameOf } from './in-name.ts'
import { Importing } from './importing.ts'
import { contentsOf } from './ingest-contents.ts'
import { gone } from './ingest-gone.ts'
import { OWN, readingsOf, Stated } from './ingest-drafts.ts'
import type { Past } from './past.ts'
import { newReport, type ImportReport } from './report.ts'
import { OPEN } from './sheet.ts'
import type { Reading } from './draft.ts'
import { ConceptRows, readerOfAll } from './vocabulary/imported.ts'

export interface IngestOptions {
  readonly reading: DocumentReading
  /** Names the document for ever: a corrected file read under the same key changes what it changed. */
  readonly key: string
  readonly original: NonNullable<ContentRecord['original']>
  /** Blob of the text as read. */
  readonly textSha256: string
  readonly dryRun?: boolean
  /** Of what is new. Default: that of the work as it stands, everyone for a document not seen before. */
  readonly audience?: Audience
  /** In whose name: nothing is matched with what is hidden from them, nor named in the report. Default: maintenance. */
  readonly viewer?: Viewer
  readonly actor?: string
  readonly origin?: Origin
}

export interface IngestReport extends ImportReport {
  readonly passages: { new: number; changed: number; unchanged: number; gone: number }
  /** Relations that wait for a person, by type. */
  readonly proposals: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
}

/** Drafts weigh this much before a part is written: what joins and withdrawals add needs room too. */
const FULL = 7_500

/**
 * Takes what was read out of a document into the archive, as one batch: the work, who made it, its parts,
 * its text, what it cites, names and states. Known again by its key: reading the same changes nothing, a
 * corrected file changes what it corrects under the same ids, what a person has edited stays. What a text
 * no longer says is withdrawn unless a person has touched it.
 * @throws BAD_USER_INPUT when the key is that of another document; CONFLICT when a person withdrew this one
 */
export async function ingest(graph: GraphStore, options: IngestOptions): Promise<IngestReport> {
  const started = performance.now()
  const { reading, key } = options
  const work = reading.entities[0]
  const title = work.names[0]!.text
  const dry = options.dryRun === true
  const dataset = `${DOCUMENT}${key}`
  const anchor = await findAnchor(graph, dataset, options.viewer)
  const audience = options.audience ?? anchor.head?.audience ?? EVERYONE
  checkReadable(audience, options.viewer)
  const made = identitiesOf(anchor.id)
  await refuseOther(graph, anchor, made, reading, key)
  const input = hash('sha256', [dataset, options.original.sha256, hash('sha256', JSON.stringify(reading), 'hex'), audienceKey(audience), ...inNameOf(options)].join('\n'), 'hex')
  const writer = new BatchWriter(graph, { title: `收錄《${title}》`, actor: options.actor ?? 'ingest', origin: options.origin ?? 'ingest', input })
  const resumed = !dry && await writer.resume()
  const base = newReport({ key: dataset, title, work: anchor.id }, dry, resumed)
  const passages = { new: 0, changed: 0, unchanged: 0, gone: 0 }
  const identity = (what: string): string => (what === OWN ? anchor.id : what.startsWith('id:') ? what.slice(3) : made(what))
  const run = new Importing({
    graph, writer, identity, source: anchor.id, virgin: false, audience, report: base, dry, lists: true, progress: () => ({ dataset, work: anchor.id }),
  })
  await refuseWithdrawn(anchor, title, run.past)
  if (anchor.head !== undefined) run.lookup.apply(anchor.head)
  let part: Reading[] = []
  let weight = 0
  const concepts = new ConceptRows(graph, options.viewer ?? readerOfAll(audience), identity)
  const stated = new Stated(identity)
  const flush = async (): Promise<void> => {
    const { taken, refused } = await concepts.parted(part)
    for (const remark of refused) base.rejected.add(remark)
    for (const one of taken) stated.add(one)
    if (taken.length > 0) await run.part(taken)
    part = []
    weight = 0
  }
  for (const one of readingsOf(reading, dataset)) {
    part.push(one)
    weight += one.entities.length + one.relations.reduce((sum, { evidence }) => sum + 1 + evidence.length, 0)
    if (weight > FULL) await flush()
  }
  await flush()
  await blankOut(run)
  const contents = await contentsOf(graph, run.past, { reading, work: anchor.id, identity, audience: options.audience, workAudience: audience, original: options.original, textSha256: options.textSha256 }, passages)
  for (const operations of contents.parts) await run.write(operations, false)
  base.left.add(...contents.left.map((id) => ({ id, row: 1 })))
  const stale = anchor.head === undefined ? undefined : await gone(graph, run.past, anchor.id, stated)
  for (const operations of stale?.parts ?? []) await run.write(operations, false)
  if (!dry && writer.id !== undefined) await close(graph, writer, { dataset, work: anchor.id }, options.original)
  if (writer.id !== undefined) base.batch = writer.id
  base.parts = writer.parts
  base.seconds = (performance.now() - started) / 1000
  const proposals: Record<string, number> = {}
  for (const { type, proposed } of reading.relations) if (proposed) proposals[type] = (proposals[type] ?? 0) + 1
  return Object.assign(base, { passages, proposals, findings: [...reading.findings, ...contents.findings, ...(stale?.findings ?? [])] })
}

/** What a person withdrew stays away, with everything it would say. */
async function refuseWithdrawn({ id, head }: Anchor, title: string, past: Past): Promise<void> {
  if (head === undefined || OPEN.has(head.state)) return
  if (head.record === null || !(await past.before(id)).undone) throw conflict(`《${title}》已由人撤下，不能再收錄 (the document was withdrawn by a person)`, { id })
}

/** A file name says little: another book under the key of one would overwrite its record. A title corrected in the same text is no other. */
async function refuseOther(graph: GraphStore, { head }: Anchor, identity: (what: string) => Id, { entities: [work], passages }: DocumentReading, key: string): Promise<void> {
  const record = head?.record as EntityRecord | null | undefined
  if (record == null || head?.state === 'withdrawn') return
  const isbn = (list: readonly EntityRecord['identifiers'][number][]): string[] => list.filter(({ scheme }) => scheme === 'ISBN').map(({ value }) => value.replace(/[^0-9X]/gi, ''))
  const [had, has] = [isbn(record.identifiers), isbn(work.identifiers)]
  const shares = had.some((one) => has.includes(one))
  const named = (names: readonly { readonly text: string }[]): string[] => names.map(({ text }) => nameKey(text))
  const sameName = named(record.names).some((one) => named(work.names).includes(one))
  if (shares || (sameName && (had.length === 0 || has.length === 0))) return
  if (await mostlyIn(graph, identity, passages)) return
  throw badInput('--key', `「${key}」 already names 《${displayName(record.names)}》, and this file reads as 《${work.names[0]!.text}》, with another text: give this one a key of its own (--key); if it is a new edition of the same work, first add its title (or correct the ISBN) in the archive`)
}

/** Whether half of the passages there were, or more, stand in the text as it is by now. */
async function mostlyIn(graph: GraphStore, identity: (what: string) => Id, passages: DocumentReading['passages']): Promise<boolean> {
  const now = new Set(passages.map(({ text }) => text))
  let [had, have] = [0, 0]
  for (let order = 0; ; order++) {
    const head = (await graph.heads([identity(`content/${order}`)], WHOLE)).get(identity(`content/${order}`))
    if (head === undefined) return had > 0 && have * 2 >= had
    for (const { text } of (head.record as ContentRecord | null)?.passages ?? []) {
      had++
      if (now.has(text)) have++
    }
  }
}

/** The last part says that the batch is whole, and which file was read. */
async function close(graph: GraphStore, writer: BatchWriter, progress: { readonly dataset: string; readonly work: string }, { sha256 }: IngestOptions['original']): Promise<void> {
  const head = (await graph.heads([progress.work], WHOLE)).get(progress.work)
  const record = head?.record as EntityRecord | null | undefined
  if (head === undefined || record == null) return
  await writer.write([{ op: 'put', record: { ...record, fields: { ...record.fields, checksum: sha256 } }, base: head.version }], progress, true)
}
