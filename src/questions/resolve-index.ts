import type { EntityView, GraphStore } from '../graph/port.ts'
import { abandonable } from '../graph/abandonable.ts'
import { Turns } from '../graph/turns.ts'
import { viewerKey, WHOLE, type Viewer } from '../model/audience.ts'
import type { Id } from '../model/ids.ts'
import { NameLookup } from '../model/names/index.ts'
import type { Asking } from './context.ts'
import { pages } from '../graph/every.ts'

/**
 * The names a viewer sees, for what equal keys do not find. Each viewer has a lookup of their own, made of what the
 * store shows them: what is hidden cannot have an influence. Made at the first question that needs it (the public's
 * when the service starts; some three seconds for 160,000 names), then kept in step with the log; thrown away when
 * others are used more.
 */
export async function namesSeen(asking: Pick<Asking, 'graph' | 'viewer' | 'signal'>): Promise<NameLookup> {
  const all = kept.get(asking.graph) ?? new Map<string, Seen>()
  kept.set(asking.graph, all)
  const key = viewerKey(asking.viewer)
  const seen = all.get(key) ?? new Seen(asking.graph, asking.viewer)
  all.delete(key)
  all.set(key, seen)
  if (all.size > MOST_VIEWERS) all.delete(all.keys().next().value!)
  // who has gone waits for nothing; others may, and the next who asks will find it made
  return abandonable(() => seen.fresh(), asking.signal)
}

/**
 * What not everyone sees under its names, for all who see more: one for the archive, since each of those who write is
 * another viewer and a lookup of their own would take them seconds. It knows what they may not, so that whoever asks it
 * asks the store again for what it finds, with their own rights.
 * @param everyone whoever is not signed in
 */
export async function namesApart({ graph, signal }: Pick<Asking, 'graph' | 'signal'>, everyone: Viewer): Promise<{ readonly lookup: NameLookup; readonly groupOf: (id: Id) => readonly Id[] }> {
  const key = viewerKey(everyone)
  const before = apart.get(graph)
  const { seen } = before?.key === key ? before : { seen: new Seen(graph, WHOLE, everyone) }
  if (before?.seen !== seen) apart.set(graph, { key, seen })
  return { lookup: await abandonable(() => seen.fresh(), signal), groupOf: (id) => seen.groupOf(id) }
}

const apart = new WeakMap<GraphStore, { readonly key: string; readonly seen: Seen }>()

const kept = new WeakMap<GraphStore, Map<string, Seen>>()

/** A lookup takes some 1.5 kB a name. */
const MOST_VIEWERS = 4
/** Views fetched in one query: some milliseconds. */
const SLICE = 200
/** More records than this changed: reading everything anew takes no longer. */
const MANY = 20_000
/** Share of replaced names above which the lookup is made anew. */
const WASTE = 0.5

class Seen {
  readonly #graph: GraphStore
  readonly #viewer: Viewer
  readonly #beside: Viewer | undefined
  #lookup = new NameLookup()
  #sequence = -1
  /** Ids of merged entities and where they lead. */
  #survivors = new Map<Id, Id>()
  /** What was merged into each that is in the lookup. */
  readonly #groups = new Map<Id, readonly Id[]>()
  #working: Promise<void> | undefined

  /** @param beside what they see under the same names is left out */
  constructor(graph: GraphStore, viewer: Viewer, beside?: Viewer) {
    this.#graph = graph
    this.#viewer = viewer
    this.#beside = beside
  }

  /** The entity, and what was merged into it: to somebody else these may be apart. */
  groupOf(id: Id): readonly Id[] {
    return [id, ...this.#groups.get(id) ?? []]
  }

  /** The names as the log stands now. */
  async fresh(): Promise<NameLookup> {
    while (this.#working !== undefined) await this.#working.catch(() => undefined)
    const now = await this.#graph.sequence()
    if (this.#working === undefined && now !== this.#sequence) {
      this.#working = this.#follow(now).finally(() => { this.#working = undefined })
      await this.#working
    } else await this.#working
    return this.#lookup
  }

  async #follow(now: number): Promise<void> {
    const changed = this.#sequence < 0 || this.#lookup.waste > WASTE ? undefined : await this.#changed()
    if (changed === undefined) await this.#readAll()
    else await this.#reread(changed)
    this.#sequence = now
  }

  /** Entities that the log touched since; undefined when they are too many. */
  async #changed(): Promise<Set<Id> | undefined> {
    const ids = new Set<Id>()
    let operations = 0
    for await (const changeset of this.#graph.replay(this.#sequence)) {
      operations += changeset.operations.length
      if (operations > MANY) return undefined
      for (const { type, id, into } of changeset.operations) {
        if (type !== 'entity') continue
        for (const one of into === undefined ? [id] : [id, into as Id]) ids.add(one).add(this.#survivors.get(one) ?? one)
      }
    }
    return ids
  }

  async #readAll(): Promise<void> {
    const [lookup, survivors, turns] = [new NameLookup(), new Map<Id, Id>(), new Turns()]
    this.#groups.clear()
    for await (const views of pages((page) => this.#graph.find({ includeProposed: true }, this.#viewer, page), SLICE)) {
      for (const view of await this.#apart(views)) {
        this.#take(view, lookup, survivors)
        await turns.next()
      }
    }
    this.#lookup = lookup
    this.#survivors = survivors
  }

  /** A few at a time; `fresh` lets nobody ask before it is whole. */
  async #reread(ids: ReadonlySet<Id>): Promise<void> {
    const [all, turns] = [[...ids], new Turns()]
    for (let i = 0; i < all.length; i += SLICE) {
      const slice = all.slice(i, i + SLICE)
      const views = await this.#graph.entities(slice, this.#viewer)
      // what was merged into something else is no longer found by itself, what is hidden now not at all
      for (const id of slice) this.#lookup.remove(id)
      for (const id of slice) this.#survivors.delete(id)
      for (const id of slice) this.#groups.delete(id)
      for (const view of await this.#apart([...views.values()])) {
        this.#take(view, this.#lookup, this.#survivors)
        await turns.next()
      }
    }
  }

  /** Of these, what the viewer beside does not see so. */
  async #apart(views: readonly EntityView[]): Promise<readonly EntityView[]> {
    if (this.#beside === undefined || views.length === 0) return views
    const theirs = await this.#graph.entities(views.map(({ id }) => id), this.#beside)
    return views.filter(({ id, names, merged }) => {
      const other = theirs.get(id)
      return other?.id !== id || other.names.length !== names.length || other.merged.length !== merged.length || names.some(({ text }, i) => other.names[i]!.text !== text)
    })
  }

  #take(view: EntityView, lookup: NameLookup, survivors: Map<Id, Id>): void {
    lookup.put(view)
    for (const { id } of view.merged) survivors.set(id, view.id)
    if (this.#beside !== undefined) this.#groups.set(view.id, view.merged.map(({ id }) => id))
  }
}
