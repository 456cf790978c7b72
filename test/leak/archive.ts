import { createHash } from 'node:crypto'
import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import type { Changeset } from '../../src/model/changeset.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import { newId } from '../../src/model/ids.ts'
import type { EntityRecord, RecordInput } from '../../src/model/records.ts'
import { audience, changeset, MIXED, PROTOCOLS, type Random } from '../generate/index.ts'
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
  return [...records, ...shelves(random, oracle, put)].map((record) => changeset([{ op: 'put', record, base: null }]))
}

/** Collections of each manner with nested ones, and notes on words of texts: of what their readers see, and of what they do not. */
function shelves(random: Random, { archive }: Oracle, put: (record: object) => RecordInput): RecordInput[] {
  const heads = [...archive.heads.values()].filter(({ record, state }) => record !== null && state !== 'withdrawn')
  const items = heads.filter(({ type }) => type === 'entity' || type === 'relation')
  const texts = heads.flatMap(({ record, version }) => (record?.type === 'content' && record.passages.length > 0 ? [{ record, version }] : []))
  const [shelf, inner] = [0, 1].map((i) => put({ type: 'entity', kind: 'Collection', names: [{ text: `專題${i}` }], audience: EVERYONE }))
  const some = (): string[] => Array.from({ length: 6 }, () => random.pick(items).id)
  const shown = (): object => {
    const { id, version } = random.pick(items)
    return { block: 'item', item: id, ...(random.chance(0.5) ? { version: 1 + random.below(version) } : {}) }
  }
  const kept = (record: object): RecordInput => put({ type: 'collection', entity: shelf!.id, ...record })
  return [
    shelf!, inner!,
    kept({ manner: 'manual', members: [{ item: inner!.id }, ...some().map((item, i) => ({ item, reason: `理由${i}` }))] }),
    put({ type: 'collection', entity: inner!.id, manner: 'manual', members: some().slice(0, 1).map((item) => ({ item })) }),
    kept({ manner: 'question', question: { name: 'related', arguments: { of: random.pick(items.filter(({ type }) => type === 'entity')).id } } }),
    kept({ manner: 'question', question: { name: 'ranking', arguments: {} }, frozen: { on: '2026-01-01', items: some() } }),
    kept({ manner: 'exhibit', blocks: [{ block: 'text', text: '序' }, ...Array.from({ length: 6 }, shown), { block: 'map', items: some() }] }),
    ...texts.slice(0, 8).flatMap(({ record, version }) => {
      const words = record.passages[0]!.text
      const note = (more: object): RecordInput => put({ type: 'annotation', target: record.id, version: 1 + random.below(version), text: `註${random.below(100)}`, ...more })
      const first = note({ quotation: { exact: words.slice(0, 4), position: [record.passages[0]!.offset[0], record.passages[0]!.offset[0] + 4] } })
      return [first, note({ quotation: { exact: '這裡沒有這段話了' } }), note({ answers: first.id, audience: EVERYONE })]
    }),
    kept({ manner: 'manual', members: items.slice(0, 6).map(({ id }, i) => ({ item: id, at: [i, -i] })), looking: { types: ['FUNDS'] }, audience: EVERYONE }),
  ]
}
