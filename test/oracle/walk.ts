import type { Id } from '../../src/model/ids.ts'
import type { WalkFilter } from '../../src/graph/port.ts'

/** What `docs/questions.md` needs to know of a relation. */
export interface PlainEdge {
  readonly relation: Id
  readonly type: string
  readonly from: Id
  readonly to: Id
  /** 1 published, 2 proposed. */
  readonly level: number
  readonly deprecated: boolean
  readonly bounds: { readonly startEarliest: number; readonly endLatest: number }
  /** The sources (survivors) it rests on: of evidence that is shown and does not dispute it. */
  readonly grounds: readonly Id[]
}

/** Neighbours by entity, and the relations of every step. */
export class Walk {
  readonly #edges: PlainEdge[] = []
  readonly #steps = new Map<Id, Map<Id, Id[]>>()
  readonly #sorted = new Map<Id, readonly Id[]>()
  /** What is not walked through. */
  readonly avoided: ReadonlySet<Id>

  /** @param edges those the viewer sees */
  constructor(edges: Iterable<PlainEdge>, filter: WalkFilter) {
    this.avoided = new Set(filter.avoid)
    for (const edge of edges) {
      if (!isWalked(edge, filter)) continue
      this.#edges.push(edge)
      this.#add(edge.from, edge.to, edge.relation)
      this.#add(edge.to, edge.from, edge.relation)
    }
  }

  /** In the order of ids. */
  neighbours(id: Id): readonly Id[] {
    let sorted = this.#sorted.get(id)
    if (sorted === undefined) this.#sorted.set(id, (sorted = [...(this.#steps.get(id)?.keys() ?? [])].sort()))
    return sorted
  }

  degree(id: Id): number {
    return this.#steps.get(id)?.size ?? 0
  }

  areNeighbours(one: Id, other: Id): boolean {
    return this.#steps.get(one)?.has(other) === true
  }

  /** Every walked edge once. */
  get edges(): readonly PlainEdge[] {
    return this.#edges
  }

  /** The walked relations between two neighbours, in the order of ids. */
  relations(one: Id, other: Id): Id[] {
    return [...this.#steps.get(one)!.get(other)!].sort()
  }

  /** Steps from `start` in the graph without another entity and without what is avoided; at most `limit` of them. */
  distances(start: Id, limit: number, without?: Id): Map<Id, number> {
    const distances = new Map([[start, 0]])
    const queue = [start]
    for (const id of queue) {
      const distance = distances.get(id)! + 1
      if (distance > limit) break
      for (const next of this.#steps.get(id)?.keys() ?? []) {
        if (next === without || this.avoided.has(next) || distances.has(next)) continue
        distances.set(next, distance)
        queue.push(next)
      }
    }
    return distances
  }

  #add(from: Id, to: Id, relation: Id): void {
    const steps = this.#steps.get(from) ?? new Map<Id, Id[]>()
    this.#steps.set(from, steps)
    steps.set(to, [...(steps.get(to) ?? []), relation])
  }
}

/** Whether a question with this filter walks an edge that the viewer sees. */
export function isWalked({ type, level, deprecated, bounds, grounds }: PlainEdge, { types, includeProposed, includeDeprecated = false, asOf, onlySources, withoutSources }: WalkFilter): boolean {
  if (!types.includes(type) || (deprecated && !includeDeprecated)) return false
  if (level !== 1 && !(level === 2 && includeProposed)) return false
  if (onlySources !== undefined && !grounds.some((source) => onlySources.includes(source))) return false
  if (withoutSources !== undefined && !grounds.some((source) => !withoutSources.includes(source))) return false
  return asOf === undefined || (bounds.startEarliest <= asOf.to && bounds.endLatest >= asOf.from)
}
