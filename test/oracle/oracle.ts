import { viewerKey, WHOLE, type Viewer } from '../../src/model/audience.ts'
import type { Changeset, Committed, Head } from '../../src/model/changeset.ts'
import { LEVELS, weakest } from '../../src/model/edge.ts'
import { isId, type Id } from '../../src/model/ids.ts'
import { subjects } from '../../src/model/references.ts'
import { readersOf } from '../../src/model/readers.ts'
import { bareKey, nameKey } from '../../src/model/names.ts'
import { isStandalone, type AnnotationRecord, type ArchiveRecord, type CollectionRecord, type EntityRecord, type EvidenceRecord, type Identifier, type Kind, type RecordType, type RelationRecord, type StandaloneType } from '../../src/model/records.ts'
import type { Vocabulary } from '../../src/model/vocabulary.ts'
import type {
  AmongQuery, AmongResult, ConnectorsQuery, ConnectorsResult, ContentView, EntityRef, EntityView, FindQuery, GraphStore, HistoryEntry, Page, PageRequest,
  PathsQuery, PathsResult, Projection, ProjectQuery, RelationsQuery, RelationView, RingsQuery, RingsResult, Route, Statistics, Step, StepsQuery, Waiting, WaitingQuery, WalkFilter,
} from '../../src/graph/port.ts'
import { contentView, entityView, evidenceView, refOf, relationView } from '../../src/graph/views.ts'
import { among } from './among.ts'
import { Archive, audienceOf } from './archive.ts'
import { connectors } from './connectors.ts'
import { paths } from './paths.ts'
import { project } from './project.ts'
import { reads } from './reads.ts'
import { rings } from './rings.ts'
import { sightOf, type SeenRelation, type Sight } from './sight.ts'
import { waiting } from './waiting.ts'
import { Walk } from './walk.ts'

export type OracleStore = Pick<GraphStore, 'commit' | 'sequence' | 'heads' | 'scan' | 'setAside' | 'evidenceOn' | 'naming' | 'waiting' | 'entities' | 'find' | 'bearers' | 'relations' | 'relationsById' | 'contents' | 'history' | 'connectors' | 'paths' | 'among' | 'rings' | 'project' | 'steps' | 'statistics' | 'vocabulary' | 'sharedIdentifiers'>

/**
 * The slow and plainly right store that the others are compared with. Only cursors differ from theirs:
 * compare pages by their items and `hasNextPage`.
 */
export class Oracle implements OracleStore {
  readonly archive: Archive
  /** What was worked out since the last commit, by viewer and filter. */
  readonly #walks = new Map<string, Walk>()

  constructor(vocabulary: Vocabulary) {
    this.archive = new Archive(vocabulary)
  }

  async commit(changeset: Changeset): Promise<Committed> {
    const committed = this.archive.commit(changeset)
    this.#walks.clear()
    return committed
  }

  async sequence(): Promise<number> {
    return this.archive.log.length
  }

  async vocabulary(): Promise<Vocabulary> {
    return this.archive.words()
  }

  async heads(ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
    const sight = this.#sight(viewer)
    return new Map(ids.flatMap((id) => {
      const head = sight.head(id)
      if (head === undefined) return []
      const { mergedInto, mergeRule, written: _, ...rest } = head
      const merge = mergedInto !== undefined && sight.entity(mergedInto) !== undefined ? { mergedInto, ...(mergeRule === undefined ? {} : { mergeRule }) } : {}
      return [[id, { ...rest, record: this.#withoutHiddenSources(rest.record, sight), ...merge }] as const]
    }))
  }

  async scan(type: RecordType, viewer: Viewer, page?: PageRequest): Promise<Page<Head>> {
    const ids = [...this.archive.heads.values()].filter((head) => head.type === type).map(({ id }) => id)
    return pageOf([...(await this.heads(ids.sort(), viewer)).values()], page)
  }

  async setAside(id: Id, viewer: Viewer, page?: PageRequest): Promise<Page<Head>> {
    const survivor = (end: Id): Id | undefined => this.archive.chain(end)?.at(-1)?.id
    const ids = [...this.archive.heads.values()].filter(({ record }) => record?.type === 'relation' && survivor(record.from) === id && survivor(record.to) === id).map((head) => head.id)
    return pageOf([...(await this.heads(ids.sort(), viewer)).values()], page)
  }

  async evidenceOn(relation: Id, viewer: Viewer, page?: PageRequest): Promise<Page<Head>> {
    const ids = [...this.archive.heads.values()].filter(({ record }) => record?.type === 'evidence' && record.relation === relation).map((head) => head.id)
    return pageOf([...(await this.heads(ids.sort(), viewer)).values()], page)
  }

  async naming(id: Id, types: readonly StandaloneType[], viewer: Viewer, page?: PageRequest): Promise<Page<Head>> {
    const ids = [...this.archive.heads.values()].filter(({ type, record }) => record !== null && (types as string[]).includes(type) && subjects(record).includes(id)).map((head) => head.id)
    return pageOf([...(await this.heads(ids.sort(), viewer)).values()], page)
  }

  async waiting(query: WaitingQuery, viewer: Viewer, page?: PageRequest): Promise<Page<Waiting>> {
    return pageOf(waiting(this.archive, this.#sight(viewer), query), page)
  }

  async entities(ids: readonly Id[], viewer: Viewer): Promise<Map<Id, EntityView>> {
    const sight = this.#sight(viewer)
    return new Map(ids.flatMap((id) => {
      const survivor = sight.chain(id)?.at(-1)
      const view = survivor && this.#entityView(survivor, sight)
      return view === undefined ? [] : [[id, view] as const]
    }))
  }

  async find({ kinds, keys, identifiers, includeProposed = false }: FindQuery, viewer: Viewer, page?: PageRequest): Promise<Page<EntityView>> {
    const sight = this.#sight(viewer)
    const found = new Map<Id, Head>()
    for (const head of this.archive.heads.values()) {
      const chain = head.type === 'entity' ? sight.chain(head.id) : undefined
      if (chain === undefined || !isListed(chain, includeProposed)) continue
      const survivor = chain.at(-1)!
      if (kinds !== undefined && !kinds.includes((survivor.record as EntityRecord).kind)) continue
      const everything = keys === undefined && identifiers === undefined
      if (everything ? survivor === head : bears(head.record as EntityRecord, keys ?? [], identifiers ?? [])) found.set(survivor.id, survivor)
    }
    return pageOf([...found.values()].sort(byId).map((head) => this.#entityView(head, sight)!), page)
  }

  async bearers(query: Pick<FindQuery, 'keys' | 'identifiers'>): Promise<Set<Id>> {
    const { items } = await this.find({ keys: [], ...query, includeProposed: true }, WHOLE, { first: Infinity })
    return new Set(items.flatMap((view) => [view, ...view.merged].map(({ id }) => id)))
  }

  async sharedIdentifiers(page?: PageRequest): Promise<Page<Identifier>> {
    const bearers = new Map<string, Set<Id>>()
    for (const { id, record } of this.archive.heads.values()) {
      if (record?.type === 'entity') for (const { scheme, value } of record.identifiers) bearers.set(JSON.stringify([value, scheme]), (bearers.get(JSON.stringify([value, scheme])) ?? new Set()).add(id))
    }
    const shared = [...bearers].flatMap(([key, ids]) => (ids.size > 1 ? [JSON.parse(key) as [string, string]] : [])).sort(([v, s], [w, r]) => (v < w || (v === w && s < r) ? -1 : 1))
    return pageOf(shared.map(([value, scheme]) => ({ scheme, value })), page)
  }

  async relations(id: Id, query: RelationsQuery, viewer: Viewer, page?: PageRequest): Promise<Page<RelationView>> {
    const sight = this.#sight(viewer)
    const survivor = sight.chain(id)?.at(-1)?.id
    const seen = [...sight.relations.values()].filter((relation) => survivor !== undefined && isWanted(relation, survivor, query))
    seen.sort((x, y) => x.edge.level - y.edge.level || byId(x.head, y.head))
    return pageOf(seen.map((relation) => this.#relationView(relation)), page)
  }

  async relationsById(ids: readonly Id[], viewer: Viewer): Promise<Map<Id, RelationView>> {
    const { relations } = this.#sight(viewer)
    return new Map(ids.flatMap((id) => {
      const relation = relations.get(id)
      return relation === undefined ? [] : [[id, this.#relationView(relation)] as const]
    }))
  }

  async contents(entity: Id, viewer: Viewer, page?: PageRequest): Promise<Page<ContentView>> {
    const sight = this.#sight(viewer)
    const survivor = sight.chain(entity)?.at(-1)
    const seen = sight.contents.filter(({ chain }) => chain.at(-1) === survivor)
    seen.sort((x, y) => x.record.order - y.record.order || byId(x.head, y.head))
    return pageOf(seen.map(({ head, record }) => contentView({ version: head.version, record }, this.#ref(survivor!.id))), page)
  }

  async history(id: Id, viewer: Viewer, page?: PageRequest): Promise<Page<HistoryEntry>> {
    const sight = this.#sight(viewer)
    const versions = sight.head(id) === undefined ? [] : this.archive.versions.get(id)!
    return pageOf(versions.toReversed().flatMap(({ operation, changeset, record }): HistoryEntry[] => {
      const { op, version, state, into, reason: note } = operation
      if (!reads({ state, audience: audienceOf(operation.audience), record }, viewer)) return []
      if (into !== undefined && sight.entity(into) === undefined) return []
      if (record !== null && !this.#namesOnlySeen(record, sight, viewer)) return []
      const { at, actor, reason, origin, id: changesetId, batch } = changeset
      return [{
        id, version, op, at, actor, reason, origin, changeset: changesetId, state, record: this.#withoutHiddenSources(record, sight),
        ...(batch === undefined ? {} : { batch: batch.id }), ...(into === undefined ? {} : { into }), ...(note === undefined ? {} : { note }),
      }]
    }), page)
  }

  async connectors(query: ConnectorsQuery, viewer: Viewer): Promise<ConnectorsResult> {
    const sight = this.#sight(viewer)
    const walk = this.#walk(query, viewer)
    const { rows, ...answer } = connectors(walk, (id) => this.#kindOf(id), query)
    return {
      ...answer,
      rows: rows.map(({ id, distance, strength, routes }) => ({ id, distance, strength, entity: this.#ref(id), routes: routes.map((ids) => this.#route(ids, walk, sight)) })),
    }
  }

  async paths(query: PathsQuery, viewer: Viewer): Promise<PathsResult> {
    const sight = this.#sight(viewer)
    const walk = this.#walk(query, viewer)
    const sourcesOf = (id: Id): Id[] => sight.relations.get(id)!.evidence.map((evidence) => this.#sourceOf(evidence).id)
    const { paths: found, truncated } = paths(walk, sourcesOf, query)
    return { paths: found.map((ids) => this.#route(ids, walk, sight)), truncated }
  }

  async among(query: AmongQuery, viewer: Viewer): Promise<AmongResult> {
    const { rows, ...answer } = among(this.#walk(query, viewer), (id) => this.#kindOf(id), query)
    return { ...answer, rows: rows.map(({ id, ...row }) => ({ entity: this.#ref(id), ...row })) }
  }

  async rings(query: RingsQuery, viewer: Viewer): Promise<RingsResult> {
    const { rows, ...answer } = rings(this.#walk(query, viewer), (id) => this.#kindOf(id)!, query)
    return { ...answer, rows: rows.map(({ id, relations }) => ({ id, relations, entity: this.#ref(id) })) }
  }

  async project(query: ProjectQuery, viewer: Viewer): Promise<Projection> {
    const sight = this.#sight(viewer)
    const isShown = (id: Id): boolean => sight.chain(id)?.length === 1 && isListed(sight.chain(id)!, true)
    return project(this.#walk(query, viewer), (id) => this.#kindOf(id)!, isShown, query)
  }

  async steps(query: StepsQuery, viewer: Viewer): Promise<Map<string, Step>> {
    const sight = this.#sight(viewer)
    const walk = this.#walk(query, viewer)
    return new Map(query.pairs
      .filter(([one, other]) => walk.areNeighbours(one, other))
      .map(([one, other]) => [`${one} ${other}`, this.#route([one, other], walk, sight).steps[0]!]))
  }

  async statistics(viewer: Viewer, guardedBy?: Id): Promise<Statistics> {
    const sight = this.#sight(viewer)
    const counted = (...heads: readonly Head[]): boolean => guardedBy === undefined || heads.some((head) => readersOf(head).protocols.includes(guardedBy))
    const entities: Partial<Record<Kind, number>> = {}
    const relations: Record<string, number> = {}
    let evidence = 0
    for (const head of this.archive.heads.values()) {
      if (head.type !== 'entity' || head.mergedInto !== undefined || head.state !== 'published' || sight.entity(head.id) === undefined || !counted(head)) continue
      const { kind } = head.record as EntityRecord
      entities[kind] = (entities[kind] ?? 0) + 1
    }
    for (const { head, edge, evidence: pieces } of sight.relations.values()) {
      if (edge.level !== LEVELS.published) continue
      const { from, to } = head.record as RelationRecord
      const around = [head, ...sight.chain(from)!, ...sight.chain(to)!]
      if (counted(...around)) relations[edge.type] = (relations[edge.type] ?? 0) + 1
      evidence += pieces.filter((piece) => counted(...around, piece, ...sight.chain((piece.record as EvidenceRecord).source)!)).length
    }
    const contents = sight.contents.filter(({ level, head, chain }) => level === LEVELS.published && counted(head, ...chain)).length
    return { entities, relations, evidence, contents }
  }

  #sight(viewer: Viewer): Sight {
    return sightOf(this.archive, viewer)
  }

  #walk({ types, includeProposed, asOf, includeDeprecated, onlySources, withoutSources, avoid }: WalkFilter, viewer: Viewer): Walk {
    const key = JSON.stringify([viewerKey(viewer), types, includeProposed, asOf ?? null, includeDeprecated ?? false, onlySources ?? null, withoutSources ?? null, avoid ?? null])
    const walk = this.#walks.get(key) ?? new Walk([...this.#sight(viewer).relations.values()].map(({ edge, grounds }) => ({ ...edge, grounds })), {
      types, includeProposed, ...(asOf && { asOf }), ...(includeDeprecated === undefined ? {} : { includeDeprecated }),
      ...(onlySources && { onlySources }), ...(withoutSources && { withoutSources }), ...(avoid && { avoid }),
    })
    this.#walks.set(key, walk)
    return walk
  }

  #entityView(survivor: Head, sight: Sight): EntityView | undefined {
    if (!isListed([survivor], true)) return undefined
    const whole = (head: Head) => ({ version: head.version, record: this.#withoutHiddenSources(head.record as EntityRecord, sight) })
    const merged = [...this.archive.heads.values()].filter((head) => {
      const chain = head.type === 'entity' && head !== survivor && head.record !== null ? sight.chain(head.id) : undefined
      return chain?.at(-1) === survivor && isListed(chain, survivor.state === 'proposed')
    })
    return entityView(whole(survivor), merged.sort(byId).map(whole))
  }

  #relationView({ head, edge, evidence, keptBy }: SeenRelation): RelationView {
    const record = head.record as RelationRecord
    return relationView(
      { version: head.version, record },
      { from: this.#ref(edge.from), to: this.#ref(edge.to) },
      { from: this.#ref(record.from), to: this.#ref(record.to) },
      evidence.map((piece) => evidenceView(piece.record as EvidenceRecord, this.#sourceOf(piece))), [keptBy],
    )
  }

  #route(ids: readonly Id[], walk: Walk, sight: Sight): Route {
    return {
      steps: ids.slice(1).map((to, i) => ({
        from: this.#ref(ids[i]!), to: this.#ref(to),
        relations: walk.relations(ids[i]!, to).map((id) => this.#relationView(sight.relations.get(id)!)),
      })),
    }
  }

  #ref(id: Id): EntityRef {
    return refOf(this.archive.heads.get(id)!.record as EntityRecord)
  }

  #sourceOf(evidence: Head): EntityRef {
    return this.#ref(this.archive.chain((evidence.record as EvidenceRecord).source)!.at(-1)!.id)
  }

  #kindOf(id: Id): Kind | undefined {
    const record = this.archive.heads.get(id)?.record
    return record?.type === 'entity' ? record.kind : undefined
  }

  /** Names without the sources, and the archive's own work without what it mentions, that this viewer cannot see. */
  #withoutHiddenSources<T extends ArchiveRecord | null>(record: T, sight: Sight): T {
    if (record?.type === 'annotation' || record?.type === 'collection') return this.#withoutMentions(record, (id) => sight.isThere(id)) as T
    if (record?.type !== 'entity') return record
    const names = record.names.map(({ source, ...name }) => (source === undefined || sight.chain(source) === undefined ? name : { ...name, source }))
    return { ...record, names }
  }

  #withoutMentions(record: AnnotationRecord | CollectionRecord, sees: (id: Id) => boolean): ArchiveRecord {
    const seen = structuredClone(record) as { -readonly [K in keyof typeof record]: unknown } & Record<string, unknown>
    for (const part of ['answers', 'link']) if (isId(String(seen[part])) && !sees(String(seen[part]))) delete seen[part]
    if (record.type === 'annotation') return seen as unknown as ArchiveRecord
    if (record.cover !== undefined && !sees(record.cover.content)) delete seen['cover']
    if (record.members !== undefined) seen['members'] = record.members.filter(({ item }) => sees(item))
    if (record.frozen !== undefined) seen['frozen'] = { ...record.frozen, items: record.frozen.items.filter(sees) }
    if (record.blocks !== undefined) {
      seen['blocks'] = record.blocks
        .map((block) => (block.block === 'map' ? { ...block, items: block.items.filter(sees) } : block))
        .filter((block) => (block.block === 'map' ? block.items.length > 0 : 'item' in block ? sees(block.item) : true))
    }
    return seen as unknown as ArchiveRecord
  }

  #namesOnlySeen(record: ArchiveRecord, sight: Sight, viewer: Viewer): boolean {
    if (viewer.whole === true || record.type === 'entity') return true
    if (isStandalone(record.type)) return sight.bearers(record).every((id) => sight.isThere(id))
    if (record.type === 'relation') return [record.from, record.to].every((id) => sight.chain(id) !== undefined)
    if (record.type === 'content') return sight.chain(record.entity) !== undefined
    const { relation, source } = record as EvidenceRecord
    return sight.head(relation) !== undefined && sight.chain(source) !== undefined
  }
}

const byId = (x: { readonly id: Id }, y: { readonly id: Id }): number => (x.id < y.id ? -1 : x.id > y.id ? 1 : 0)

/** Whether every entity of a chain is published, or at least proposed. */
function isListed(chain: readonly Head[], includeProposed: boolean): boolean {
  const level = weakest(chain.map((head) => head.state))
  return chain.every((head) => head.record !== null) && (level === LEVELS.published || (level === LEVELS.proposed && includeProposed))
}

function bears({ names, identifiers }: EntityRecord, keys: readonly string[], wanted: readonly Identifier[]): boolean {
  if (names.some(({ text }) => [nameKey(text), bareKey(text)].some((key) => key !== '' && keys.includes(key)))) return true
  return identifiers.some(({ scheme, value }) => wanted.some((one) => one.scheme === scheme && one.value === value))
}

function isWanted({ edge }: SeenRelation, entity: Id, { types, direction, includeProposed = false, includeDeprecated = false, asOf }: RelationsQuery): boolean {
  if (!(edge.from === entity && direction !== 'in') && !(edge.to === entity && direction !== 'out')) return false
  if (types !== undefined && !types.includes(edge.type)) return false
  if ((edge.level === LEVELS.proposed && !includeProposed) || (edge.deprecated && !includeDeprecated)) return false
  return asOf === undefined || (edge.bounds.startEarliest <= asOf.to && edge.bounds.endLatest >= asOf.from)
}

function pageOf<T>(all: readonly T[], { first = 20, after = '0' }: PageRequest = {}): Page<T> {
  const start = Number(after)
  const items = all.slice(start, start + first)
  return { items, ...(items.length === 0 ? {} : { endCursor: String(start + items.length) }), hasNextPage: all.length > start + first }
}
