import { createHash } from 'node:crypto'
import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import type { Changeset } from '../../src/model/changeset.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import { newId } from '../../src/model/ids.ts'
import type { EntityRecord, RecordInput } from '../../src/model/records.ts'
import { audience, changeset, changesetOf, MIXED, PROTOCOLS, type Move, type Random } from '../generate/index.ts'
import { AUTHORS } from '../generate/viewers.ts'
import type { Oracle } from '../oracle/index.ts'

/** What files of generated archives hold: all the same, so that it must be the record that decides. */
export const BYTES = Buffer.from('此頁由志工抄寫。')
const FILE = { sha256: createHash('sha256').update(BYTES).digest('hex'), name: '抄本.txt', mediaType: 'text/plain', bytes: BYTES.length }

/** Does it to an archive and to its plain double; what one refuses the other refuses, and nothing is done. */
export async function write(store: GraphStore, oracle: Oracle, change: Changeset): Promise<void> {
  try {
    await oracle.commit(change)
  } catch (error) {
    if (error instanceof ArchiveError) return
    throw error
  }
  await store.commit(change)
}

/**
 * A few records are kept for some readers, changed meanwhile and opened again, again and again: they have versions that
 * not everybody may look at, before and between those that they may.
 */
export function turned(random: Random, oracle: Oracle): Changeset | undefined {
  const standing = [...oracle.archive.heads.values()].filter(({ record, state, type }) => record !== null && ['published', 'proposed', 'draft'].includes(state) && type !== 'protocol')
  const head = standing[Math.floor(standing.length * random.next() ** 4)]
  if (head === undefined) return undefined
  const record = head.record as RecordInput
  const isOpen = head.state === 'published' && head.audience.protocols.join() === 'everyone'
  const words = record.type === 'entity' ? { names: [{ text: `${random.pick(['秘', '舊', '新'])}名${random.below(100)}` }, ...record.names.slice(0, 2)] } : record.type === 'evidence' ? { quote: `原文${random.below(100)}` } : {}
  const closed = random.chance(0.7) ? { audience: { mode: 'all', protocols: [random.pick(PROTOCOLS)] } } : { state: 'draft', by: random.pick(AUTHORS) }
  return changeset([{ op: 'put', record: { ...record, ...(random.chance(0.6) ? words : {}), ...(isOpen ? closed : { audience: EVERYONE, state: 'published' }) } as RecordInput, base: head.version }])
}

/** Evidence with a copy of a page. */
function captured(random: Random, oracle: Oracle, put: (record: object) => RecordInput): RecordInput[] {
  const heads = [...oracle.archive.heads.values()]
  const of = (type: string, kind?: string): string[] => heads.flatMap(({ id, state, record }) => (record?.type === type && state === 'published' && (kind === undefined || (record as EntityRecord).kind === kind) ? [id] : []))
  const [relations, works] = [of('relation'), of('entity', 'Work')]
  if (relations.length === 0 || works.length === 0) return []
  const { sha256, bytes } = FILE
  return Array.from({ length: 10 }, () => put({ type: 'evidence', relation: random.pick(relations), source: random.pick(works), locator: { url: 'https://news.example/' }, captured: { sha256, bytes, mediaType: 'text/html', at: '2026-03-01T08:00:00.000Z', url: 'https://news.example/' } }))
}

export async function move(store: GraphStore, oracle: Oracle, one: Move): Promise<void> {
  const change = changesetOf(one, oracle.archive)
  if (change !== undefined) await write(store, oracle, change)
}

/**
 * What moves do not make: files, exact places, and questions that somebody saved, each with rights of its own.
 * Questions name also what their readers cannot see.
 */
export function furnish(random: Random, oracle: Oracle): Changeset[] {
  const entities = [...oracle.archive.heads.values()].flatMap(({ record }) => (record?.type === 'entity' && record.state === 'published' ? [record] : []))
  if (entities.length < 2) return []
  const placed = entities.filter(({ kind }) => ['Place', 'Organization', 'Person', 'Event', 'Entry'].includes(kind))
  const put = (record: object): RecordInput => ({ id: newId(), state: 'published', audience: audience(random, MIXED.restricted * 3), ...record }) as RecordInput
  const one = (): EntityRecord => random.pick(entities)
  const questions: { readonly name: string; readonly arguments: object }[] = [
    { name: 'related', arguments: { of: one().id } }, { name: 'related', arguments: { of: one().names[0]!.text } },
    { name: 'paths', arguments: { from: one().id, to: one().id } }, { name: 'connectors', arguments: { a: one().id, b: one().id, avoid: [one().id] } }, { name: 'counts', arguments: { by: 'kind' } },
  ]
  const records = [
    ...Array.from({ length: 10 }, () => put({ type: 'content', entity: one().id, order: 3, files: [{ ...FILE, caption: `說明${random.below(100)}` }] })),
    ...(placed.length === 0 ? [] : Array.from({ length: 8 }, () => put({ type: 'content', entity: random.pick(placed).id, order: 4, place: { address: `松山路${random.below(100)}號` }, licence: 'CC-BY' }))),
    ...captured(random, oracle, put),
    ...questions.map((question, i) => put({ type: 'entity', kind: 'Collection', names: [{ text: `存下的問題${i}` }], fields: { question: JSON.stringify(question) } })),
    put({ type: 'entity', kind: 'Collection', names: [{ text: '存下的問題0' }], fields: { question: '{"name":"ranking","arguments":{}}' }, audience: EVERYONE }),
  ]
  return records.map((record) => changeset([{ op: 'put', record, base: null }]))
}
