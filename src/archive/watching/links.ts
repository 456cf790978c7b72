import type { Watch } from '../../accounts/port.ts'
import { every } from '../../graph/every.ts'
import type { EntityView } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import type { Id } from '../../model/ids.ts'
import { holds, IN_COLLECTION } from '../collections/holds.ts'
import { recordsOf } from '../collections/records-of.ts'
import { groupOf } from '../merge/group.ts'
import { entryAt, whatOf, type Entry, type What } from './entry.ts'
import type { WatchPorts } from './ports.ts'
import { aboutRecord } from './touched.ts'

/** Relations of one thing that are looked through. */
const SLICE = 50

/** For which of the watches that a notice was made for something is told: by what whoever watches sees at this moment. */
export class Links {
  readonly #ports: Pick<WatchPorts, 'graph' | 'directory'>
  readonly #viewer: Viewer
  /** What is in collections, by their entities, as the viewer sees it. */
  readonly #held = new Map<Id, Promise<ReadonlySet<Id>>>()

  constructor(ports: Pick<WatchPorts, 'graph' | 'directory'>, viewer: Viewer) {
    this.#ports = ports
    this.#viewer = viewer
  }

  /** In the order in which they were made. */
  async linked(watches: readonly Watch[], record: Id, entry: Entry, what: What): Promise<readonly Watch[]> {
    const { communities } = await this.#ports.directory.table()
    const source = await this.#cameWith(entry, what)
    const about = source ?? await this.#about(record, entry)
    const subjects = await this.#ports.graph.heads([...new Set(watches.map(({ subject }) => subject!))], this.#viewer)
    const views = await this.#ports.graph.entities([...new Set([...about, ...watches.map(({ subject }) => subject!)])], this.#viewer)
    const is: Watch[] = []
    for (const watch of await this.#guarded(watches, entry)) {
      const subject = subjects.get(watch.subject!)
      const isCollection = subject?.record?.type === 'entity' && subject.record.kind === 'Collection'
      // of what is in a collection, or in something that is hidden by now, notices were made for others to see
      const isMore = source !== undefined || isCollection || (subject === undefined && !communities.has(watch.subject!))
      if (!isMore || stands(watch.subject!, about, views) || (isCollection && await this.#holds(watch.subject!, about, views))) is.push(watch)
    }
    return is.sort((x, y) => (x.id < y.id ? -1 : 1))
  }

  /** That a community's protocol guards something is told to whoever knows the protocol. */
  async #guarded(watches: readonly Watch[], { entry: { record } }: Entry): Promise<readonly Watch[]> {
    const { communities, protocols } = await this.#ports.directory.table()
    if (record === null || record.type === 'community' || record.type === 'protocol') return watches
    const guards = record.audience.protocols.filter((id) => this.#viewer.whole === true || this.#viewer.protocols.has(id)).flatMap((id) => protocols.get(id)?.owners ?? [])
    return watches.filter(({ subject }) => !communities.has(subject!) || guards.includes(subject!))
  }

  /** What a relation came with is no news of its own, but of its source. */
  async #cameWith({ entry: { record, changeset } }: Entry, what: What): Promise<readonly Id[] | undefined> {
    if (record?.type !== 'evidence' || what !== 'added') return undefined
    const relation = await entryAt(this.#ports.graph, this.#viewer, record.relation, changeset)
    return relation === undefined || whatOf(relation) !== 'added' ? undefined : [record.source]
  }

  async #about(id: Id, { entry }: Entry): Promise<readonly Id[]> {
    const { graph } = this.#ports
    const record: ArchiveRecord | undefined = entry.record ?? (await graph.heads([id], this.#viewer)).get(id)?.record ?? undefined
    const relation = record?.type === 'evidence' ? (await graph.heads([record.relation], this.#viewer)).get(record.relation)?.record ?? undefined : undefined
    return [...aboutRecord(id, record, relation), ...(entry.into === undefined ? [] : [entry.into])]
  }

  /** Whether a collection has one of these in it: by its list, or by a relation that puts it there. */
  async #holds(collection: Id, about: readonly Id[], views: ReadonlyMap<Id, EntityView>): Promise<boolean> {
    const home = views.get(collection)
    if (home === undefined) return false
    const held = await this.#heldBy(home)
    if (about.some((id) => [id, ...groupIn(views, id)].some((one) => held.has(one)))) return true
    for (const id of new Set(about.flatMap((one) => views.get(one)?.id ?? []))) {
      for await (const { to } of every((page) => this.#ports.graph.relations(id, { types: [IN_COLLECTION], direction: 'out', includeProposed: true, includeDeprecated: true, evidence: false }, this.#viewer, page), SLICE)) if (to.id === home.id) return true
    }
    return false
  }

  #heldBy(home: EntityView): Promise<ReadonlySet<Id>> {
    let held = this.#held.get(home.id)
    if (held === undefined) this.#held.set(home.id, (held = recordsOf(this.#ports.graph, this.#viewer, groupOf(home)).then((shelves) => new Set(shelves.flatMap(({ record }) => holds(record))))))
    return held
  }
}

const groupIn = (views: ReadonlyMap<Id, EntityView>, id: Id): readonly Id[] => { const view = views.get(id); return view === undefined ? [] : groupOf(view) }

/** Whether what is watched is one of these, merges followed. */
const stands = (subject: Id, about: readonly Id[], views: ReadonlyMap<Id, EntityView>): boolean => {
  const survivor = views.get(subject)?.id ?? subject
  return about.some((id) => id === subject || (views.get(id)?.id ?? id) === survivor)
}
