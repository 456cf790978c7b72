import { viewerKey, type Viewer } from '../../src/model/audience.ts'
import type { Head } from '../../src/model/changeset.ts'
import { edgeOf, isShown, LEVELS, weakest, type Edge, type Level } from '../../src/model/edge.ts'
import type { Id } from '../../src/model/ids.ts'
import { isStandalone, type ArchiveRecord, type ContentRecord, type EvidenceRecord, type RelationRecord } from '../../src/model/records.ts'
import type { Archive } from './archive.ts'
import { keepers, reads } from './reads.ts'

/** A relation that can be walked and listed, with the evidence that comes with it, in the order of ids. */
export interface SeenRelation {
  readonly head: Head
  readonly edge: Edge
  readonly evidence: readonly Head[]
  /** Where there is none: the announced protocols that keep some. */
  readonly keptBy: readonly string[]
  /** The sources (survivors) of what of it does not dispute the relation. */
  readonly grounds: readonly Id[]
}

/** A text that is published or proposed, with its entity and the survivors that leads to. */
export interface SeenContent {
  readonly head: Head
  readonly record: ContentRecord
  readonly chain: readonly Head[]
  readonly level: Level
}

/**
 * What one viewer sees of an archive: the archive as it would be if the records hidden from them had
 * never been written. Nothing here knows of clearances or levels per viewer; hidden records are left
 * out, and the rest is looked at as if by somebody who sees everything. (One thing is known of what is announced:
 * that it is there, so that a relation rests on it.)
 */
export class Sight {
  readonly #archive: Archive
  readonly #viewer: Viewer
  #relations: Map<Id, SeenRelation> | undefined

  constructor(archive: Archive, viewer: Viewer) {
    this.#archive = archive
    this.#viewer = viewer
  }

  /** An entity with the survivors it leads to. Undefined where the viewer cannot see all of them. */
  chain(id: Id): Head[] | undefined {
    const chain = this.#archive.chain(id)
    return chain?.every((head) => this.#reads(head)) ? chain : undefined
  }

  /** The entity itself, whatever it is merged into. */
  entity(id: Id): Head | undefined {
    const head = this.#archive.heads.get(id)
    return head?.type === 'entity' && this.#reads(head) ? head : undefined
  }

  /** A record as it stands, in any state. What names something hidden is hidden with it. */
  head(id: Id): Head | undefined {
    const head = this.#archive.heads.get(id)
    if (head === undefined || !this.#reads(head)) return undefined
    if (this.#viewer.whole === true) return head
    if (head.type === 'entity') return this.chain(id) === undefined ? undefined : head
    const { record } = head
    if (isStandalone(head.type)) return this.#stands(head) ? head : undefined
    if (record === null) return undefined
    if (record.type === 'content') return this.chain(record.entity) === undefined ? undefined : head
    const relation = record.type === 'relation' ? head : this.#archive.heads.get((record as EvidenceRecord).relation)
    if (relation === undefined || !this.#namesOnlySeen(relation)) return undefined
    if (record.type === 'evidence') return this.#supports(head) ? head : undefined
    return this.#archive.evidenceOn(id).some((evidence) => this.#supports(evidence) || this.#keepers(evidence) !== undefined) ? head : undefined
  }

  /** What the archive keeps of its own work is there for whoever may read what it is about. */
  #stands({ type, record }: Head): boolean {
    if (type === 'community' || type === 'protocol' || type === 'term') return true
    return record !== null && this.bearers(record).every((id) => this.isThere(id))
  }

  /** A record that others may be about, or mention: an entity with the survivors it leads to. */
  isThere(id: Id): boolean {
    const head = this.head(id)
    return head !== undefined && (this.#viewer.whole === true || head.type !== 'entity' || this.chain(id) !== undefined)
  }

  bearers(record: ArchiveRecord): Id[] {
    if (record.type === 'proposal') {
      const { names = [], from, to, source, entity, relation } = (record.changes ?? {}) as { names?: { source?: Id }[]; from?: Id; to?: Id; source?: Id; entity?: Id; relation?: string }
      return [record.target, record.into, from, to, source, entity, relation?.includes('-') ? relation : undefined, ...names.map((name) => name.source)].filter((id) => id !== undefined)
    }
    if (record.type === 'annotation') return [record.target]
    if (record.type === 'collection') return [record.entity]
    return record.type === 'distinction' ? [record.one, record.other] : []
  }

  /** Relations that are published or proposed, by id. */
  get relations(): ReadonlyMap<Id, SeenRelation> {
    return (this.#relations ??= new Map([...this.#archive.heads.values()].flatMap((head) => {
      const seen = head.type === 'relation' ? this.#seen(head) : undefined
      return seen === undefined ? [] : [[head.id, seen] as const]
    })))
  }

  get contents(): SeenContent[] {
    return [...this.#archive.heads.values()].flatMap((head) => {
      const record = head.record?.type === 'content' && this.#reads(head) ? head.record : undefined
      const chain = record && this.chain(record.entity)
      if (record === undefined || chain === undefined || chain.some((one) => one.record === null)) return []
      const level = weakest([head.state, ...chain.map((one) => one.state)])
      return level === LEVELS.none ? [] : [{ head, record, chain, level }]
    })
  }

  #seen(head: Head): SeenRelation | undefined {
    if (!this.#namesOnlySeen(head)) return undefined
    const { from, to } = head.record as RelationRecord
    const supports = this.#archive.evidenceOn(head.id)
      .filter((evidence) => this.#keepers(evidence) !== undefined)
      .map((evidence) => ({ evidence, source: this.#archive.chain((evidence.record as EvidenceRecord).source)! }))
    const edge = edgeOf(head, this.chain(from)!, this.chain(to)!, supports)
    if (edge === undefined || edge.level === LEVELS.none) return undefined
    const known = supports.filter((support) => isShown(support, edge.level))
    const shown = known.filter(({ evidence }) => this.#supports(evidence))
    const keptBy = shown.length > 0 ? [] : [...new Set(known.flatMap(({ evidence }) => this.#keepers(evidence)!))].sort()
    const grounds = shown.filter(({ evidence }) => (evidence.record as EvidenceRecord).stance !== 'disputes').map(({ source }) => source.at(-1)!.id)
    return { head, edge, keptBy, evidence: shown.map(({ evidence }) => evidence).sort((x, y) => (x.id < y.id ? -1 : 1)), grounds }
  }

  #reads = (head: Head): boolean => reads(head, this.#viewer)

  #namesOnlySeen(relation: Head): boolean {
    const record = relation.record as RelationRecord | null
    return record?.type === 'relation' && this.#reads(relation) && this.chain(record.from) !== undefined && this.chain(record.to) !== undefined
  }

  #supports(evidence: Head): boolean {
    const record = evidence.record as EvidenceRecord | null
    return record !== null && this.#reads(evidence) && this.chain(record.source) !== undefined
  }

  /** Who alone keeps a piece of evidence, with its source, from the viewer. */
  #keepers(evidence: Head): string[] | undefined {
    const record = evidence.record as EvidenceRecord | null
    const chain = record === null ? undefined : this.#archive.chain(record.source)
    const all = chain === undefined ? [undefined] : [evidence, ...chain].map((head) => keepers(head, this.#viewer))
    return all.includes(undefined) ? undefined : all.flatMap((some) => some!)
  }
}

const kept = new WeakMap<Archive, { readonly state: number; readonly sights: Map<string, Sight> }>()

/** What a viewer sees of the archive as it stands, worked out once for each state of it. */
export function sightOf(archive: Archive, viewer: Viewer): Sight {
  const { state } = archive
  let known = kept.get(archive)
  if (known?.state !== state) kept.set(archive, (known = { state, sights: new Map() }))
  const key = viewerKey(viewer)
  const sight = known.sights.get(key) ?? new Sight(archive, viewer)
  known.sights.set(key, sight)
  return sight
}
