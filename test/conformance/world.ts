import { revertChangeset } from '../../src/archive/history/revert.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE, PUBLIC, WHOLE, type Audience, type Viewer } from '../../src/model/audience.ts'
import type { Changeset, Committed, Head, Operation } from '../../src/model/changeset.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { RECORD_TYPES, type CommunityRecord, type ContentRecord, type EntityRecord, type EvidenceRecord, type ProtocolRecord, type RecordInput, type RelationRecord } from '../../src/model/records.ts'
import type { Opened } from './graph.ts'

/** Protocols of the tests' communities. */
export const ELDERS: Audience = { mode: 'all', protocols: ['elders'] }
export const BOTH: Audience = { mode: 'all', protocols: ['elders', 'weavers'] }
export const EITHER: Audience = { mode: 'any', protocols: ['elders', 'weavers'] }
export const member = (...protocols: string[]): Viewer => ({ signedIn: true, protocols: new Set(protocols) })
export { EVERYONE, PUBLIC, WHOLE }

type Draft<T> = Partial<Omit<T, 'id' | 'type'>> & { readonly id?: Id }

/** One archive of a test, with short words for writing in it. */
export class World {
  readonly opened: Opened

  constructor(opened: Opened) {
    this.opened = opened
  }

  get store(): GraphStore {
    return this.opened.store
  }

  /** Commits as one changeset; new records and operations mixed. */
  async commit(...changes: readonly (RecordInput | Operation)[]): Promise<Committed> {
    return this.change({ operations: changes.map((change) => ('op' in change ? change : { op: 'put', record: change, base: null })) })
  }

  change(changeset: Partial<Changeset> & Pick<Changeset, 'operations'>): Promise<Committed> {
    return this.store.commit({ id: newId(), actor: 'test', reason: 'test', origin: 'cli', ...changeset })
  }

  async head(id: Id, viewer: Viewer = WHOLE): Promise<Head | undefined> {
    return (await this.store.heads([id], viewer)).get(id)
  }

  /** Puts a changed record on top of what stands. */
  async edit(id: Id, change: object): Promise<Committed> {
    const head = (await this.head(id))!
    return this.change({ operations: [{ op: 'put', record: { ...head.record, ...change } as RecordInput, base: head.version }] })
  }

  async withdraw(id: Id, reason = '誤植'): Promise<Committed> {
    return this.change({ operations: [{ op: 'withdraw', id, base: (await this.head(id))!.version, reason }] })
  }

  async merge(id: Id, into: Id, rule?: string): Promise<Committed> {
    return this.change({ operations: [{ op: 'merge', id, into, base: (await this.head(id))!.version, ...(rule === undefined ? {} : { rule }) }] })
  }

  async unmerge(id: Id): Promise<Committed> {
    return this.change({ operations: [{ op: 'unmerge', id, base: (await this.head(id))!.version }] })
  }

  /** Takes back a changeset as `fangzhi revert` does. */
  async revert(sequence: number): Promise<void> {
    await revertChangeset(this.store, (await this.store.changeset({ sequence }))!.id)
  }
}

/** All items of a list, page by page. */
export async function all<T>(list: (page: { first: number; after?: string }) => Promise<{ items: readonly T[]; endCursor?: string; hasNextPage: boolean }>, first = 2): Promise<T[]> {
  const items: T[] = []
  for (let after: string | undefined; ;) {
    const page = await list({ first, ...(after === undefined ? {} : { after }) })
    items.push(...page.items)
    if (!page.hasNextPage) return items
    after = page.endCursor
  }
}

export const entity = (kind: EntityRecord['kind'], name: string, more: Draft<EntityRecord> | object = {}): RecordInput & { type: 'entity'; id: Id } =>
  ({ id: newId(), type: 'entity', kind, state: 'published', audience: EVERYONE, names: [{ text: name }], ...more })

export const body = (name: string, more: object = {}): ReturnType<typeof entity> => entity('Organization', name, more)

export const relation = (from: Id, to: Id, more: Draft<RelationRecord> | object = {}): RecordInput & { type: 'relation'; id: Id } =>
  ({ id: newId(), type: 'relation', relation: 'PARTNERS_WITH', from, to, state: 'published', audience: EVERYONE, ...more })

export const evidence = (about: Id, source: Id, more: Draft<EvidenceRecord> | object = {}): RecordInput & { type: 'evidence'; id: Id } =>
  ({ id: newId(), type: 'evidence', relation: about, source, state: 'published', audience: EVERYONE, ...more })

export const content = (of: Id, text: string, more: Draft<ContentRecord> | object = {}): RecordInput & { type: 'content'; id: Id } =>
  ({ id: newId(), type: 'content', entity: of, order: 0, passages: [{ text, offset: [0, text.length] }], state: 'published', audience: EVERYONE, ...more })

export const community = (name: string, more: Draft<CommunityRecord> | object = {}): RecordInput & { type: 'community'; id: Id } =>
  ({ id: newId(), type: 'community', label: { 'zh-Hant': name }, state: 'published', audience: EVERYONE, ...more })

export const protocol = (name: string, owners: readonly Id[], more: Draft<ProtocolRecord> | object = {}): RecordInput & { type: 'protocol'; id: Id } =>
  ({ id: newId(), type: 'protocol', label: { 'zh-Hant': name }, owners: [...owners], kind: 'strict', state: 'published', audience: EVERYONE, ...more })

export interface Small {
  readonly world: World
  /** Three bodies and the work that speaks of them. */
  readonly a: Id
  readonly b: Id
  readonly c: Id
  readonly work: Id
  /** a partners with b, according to the work. */
  readonly link: Id
  readonly proof: Id
}

/** The smallest archive in which something is connected with something. */
export async function small(world: World): Promise<Small> {
  const [a, b, c, work] = [body('甲局'), body('乙會'), body('丙社'), entity('Work', '名冊')]
  const link = relation(a.id, b.id)
  const proof = evidence(link.id, work.id, { locator: { row: 1 }, quote: '甲局、乙會' })
  await world.commit(a, b, c, work, link, proof)
  return { world, a: a.id, b: b.id, c: c.id, work: work.id, link: link.id, proof: proof.id }
}

/** Everything a viewer can see of an archive by its reads, in a form to compare. */
export async function everything(store: GraphStore, viewer: Viewer): Promise<unknown> {
  const records: Record<string, unknown> = {}
  for (const type of RECORD_TYPES) {
    records[type] = (await all((page) => store.scan(type, viewer, page), 50)).map(({ version: _, written: __, ...head }) => head)
  }
  const entities = await all((page) => store.find({ includeProposed: true }, viewer, page), 50)
  const relations: Record<string, unknown> = {}
  const contents: Record<string, unknown> = {}
  for (const { id } of entities) {
    relations[id] = (await all((page) => store.relations(id, { includeProposed: true, includeDeprecated: true }, viewer, page), 50)).map(({ version: _, ...view }) => view)
    contents[id] = (await all((page) => store.contents(id, viewer, page), 50)).map(({ version: _, ...view }) => view)
  }
  return { records, entities: entities.map(({ version: _, ...view }) => view), relations, contents, statistics: await store.statistics(viewer) }
}
