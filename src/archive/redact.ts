import type { BlobStore } from '../blobs/port.ts'
import { dropOrphans } from '../blobs/references.ts'
import type { GraphStore } from '../graph/port.ts'
import { WHOLE } from '../model/audience.ts'
import { MAX_OPERATIONS, type Head, type Origin } from '../model/changeset.ts'
import { blobsInRecord } from '../model/content.ts'
import { badInput, notFound } from '../model/errors.ts'
import { newId, type Id } from '../model/ids.ts'
import { every } from '../graph/every.ts'

export interface RedactOptions {
  readonly id: Id
  readonly reason: string
  readonly actor: string
  /** Called for each record once it is redacted, to keep what a restore of an older backup must do again. */
  readonly note: (redacted: { id: Id; versions: number[]; reason: string }) => Promise<void>
  /** Where it was asked for; default: the terminal. */
  readonly origin?: Origin
  /** Whether what hangs on the record may go with it; default: all of it. */
  readonly may?: (head: Head) => boolean
}

export interface RedactReport {
  /** The record, then its texts, what quotes them or its name, and proposals of changes. */
  readonly redacted: readonly Id[]
  /** Of these, all but the record itself, as they stood. */
  readonly along: readonly Head[]
  /** Hashes of originals that were deleted, because nothing names them any more. */
  readonly originals: readonly string[]
}

/**
 * Destroys the words of a record for good, in all its versions; of an entity also its own texts, and the
 * evidence on its relations that quotes one of its names, for a name that stays in a quotation is not gone. With them go
 * the evidence and the notes that have words of these texts, and proposals of changes, which say what stood and stands.
 * Originals that nothing else names go with the texts. (Other works that speak of it stay as they are.)
 * @throws NOT_FOUND, BAD_USER_INPUT without a reason
 */
export async function redact({ graph, blobs }: { readonly graph: GraphStore; readonly blobs: BlobStore }, { id, reason, actor, note, origin = 'cli', may = () => true }: RedactOptions): Promise<RedactReport> {
  if (reason.trim() === '') throw badInput('reason', 'a redaction needs a reason: it is all that stays')
  const head = (await graph.heads([id], WHOLE)).get(id)
  if (head === undefined) throw notFound(id)
  const names = head.record?.type === 'entity' ? head.record.names.map((name) => name.text) : []
  const theirs = async (ids: readonly Id[]): Promise<Head[]> => (await heads(graph, ids.filter((each) => each !== id))).filter(may)
  const texts = head.type === 'entity' ? await theirs(await textsOf(graph, id)) : []
  const quoted = await theirs([...new Set([...(names.length === 0 ? [] : await quoting(graph, id, names)), ...await quotingTexts(graph, id, texts)])])
  // whoever may destroy words may destroy what keeps them, whoever reads that
  const kept = await heads(graph, await about(graph, [id, ...texts.map((text) => text.id)]))
  const also = [...texts, ...quoted, ...kept]
  const redacted = [...new Set([id, ...also.map((each) => each.id)])]
  const originals = await originalsOf(graph, [head, ...also].filter(({ type }) => type === 'content' || type === 'evidence').map((each) => each.id))
  const versions = new Map<Id, number>()
  for (let from = 0; from < redacted.length; from += MAX_OPERATIONS) {
    const ids = redacted.slice(from, from + MAX_OPERATIONS)
    for (const [each, { version }] of await graph.heads(ids, WHOLE)) versions.set(each, version)
    await graph.commit({ id: newId(), actor, reason, origin, operations: ids.map((each) => ({ op: 'redact', id: each, reason })) })
    for (const each of ids) await note({ id: each, versions: Array.from({ length: versions.get(each) ?? 1 }, (_, i) => i + 1), reason })
  }
  return { redacted, along: also, originals: await dropOrphans(blobs, originals, graph.replay()) }
}

async function heads(graph: GraphStore, ids: readonly Id[]): Promise<Head[]> {
  return ids.length === 0 ? [] : [...(await graph.heads([...new Set(ids)], WHOLE)).values()]
}

/** Contents of the entity itself, in any state; those of what is merged with it are not its own. */
async function textsOf(graph: GraphStore, id: Id): Promise<Id[]> {
  const heads = await graph.heads(await graph.companions([id]), WHOLE)
  return [...heads.values()].flatMap(({ id: text, record }) => (record?.type === 'content' && record.entity === id ? [text] : []))
}

/** What any version of these contents and pieces of evidence names. */
async function originalsOf(graph: GraphStore, records: readonly Id[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const id of records) {
    for await (const { record } of every((page) => graph.history(id, WHOLE, page), 10)) {
      if (record !== null) for (const sha256 of blobsInRecord(record)) found.add(sha256)
    }
  }
  return found
}

/** Evidence on the entity's relations whose words have one of these names. */
async function quoting(graph: GraphStore, id: Id, names: readonly string[]): Promise<Id[]> {
  const found: Id[] = []
  for await (const { evidence } of every((page) => graph.relations(id, { includeProposed: true, includeDeprecated: true }, WHOLE, page), 1_000)) {
    for (const { id: piece, quote } of evidence) if (quote !== undefined && names.some((name) => quote.includes(name))) found.push(piece)
  }
  return found
}

/** Evidence that has words of these texts: what was taken from the entity as a source. */
async function quotingTexts(graph: GraphStore, source: Id, texts: readonly Head[]): Promise<Id[]> {
  const words = texts.flatMap(({ record }) => (record?.type === 'content' ? record.passages.map(({ text }) => text) : [])).join('\n')
  const found: Id[] = []
  if (words === '') return found
  for await (const { id, record } of every((page) => graph.evidenceFrom(source, WHOLE, page), 1_000)) {
    if (record?.type === 'evidence' && record.quote !== undefined && words.includes(record.quote)) found.push(id)
  }
  return found
}

/** Proposals of changes, and notes that keep words of what they are on. */
async function about(graph: GraphStore, records: readonly Id[]): Promise<Id[]> {
  const found: Id[] = []
  for (const target of records) {
    for await (const { id, record } of every((page) => graph.naming(target, ['proposal', 'annotation'], WHOLE, page), 1_000)) {
      if (record?.type === 'proposal' ? record.target === target : record?.type === 'annotation' && record.target === target && record.quotation !== undefined) found.push(id)
    }
  }
  return found
}
