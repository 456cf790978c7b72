import { Turns } from '../../graph/turns.ts'
import type { Audience, Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { Reading, Remark } from '../draft.ts'
import { network, NARROWER, RELATED, type ConceptGraph } from './concepts.ts'
import { circleWords, clashOf } from './written.ts'

/**
 * Whoever reads all that an import of this audience makes: where maintenance imports, a circle is refused that they see,
 * and nothing is left out of the archive for what is hidden from them.
 */
export const readerOfAll = ({ protocols }: Audience): Viewer => ({ signedIn: protocols.some((protocol) => protocol !== 'everyone'), protocols: new Set(protocols) })

/** Steps between concepts as the rows of a table say them, one after another. */
export class ConceptRows {
  readonly #graph
  readonly #viewer
  readonly #identity
  #net: Growing | undefined
  /** As the rows call them: what is being written is not in the archive yet. */
  readonly #said = new Map<Id, string>()

  /** @param viewer whose concepts count @param identity ids of what rows say, by key */
  constructor(graph: ConceptGraph, viewer: Viewer, identity: (what: string) => Id) {
    this.#graph = graph
    this.#viewer = viewer
    this.#identity = identity
  }

  /** Parts the rows that would put a concept below itself, or make one related to what is above or below it, from the others. */
  async parted(readings: readonly Reading[]): Promise<{ readonly taken: readonly Reading[]; readonly refused: readonly Remark[] }> {
    const steps = readings.flatMap(({ relations }) => relations.filter(({ type }) => type === NARROWER || type === RELATED))
    if (steps.length === 0) return { taken: readings, refused: [] }
    const net = (this.#net ??= new Growing(await network({ graph: this.#graph, viewer: this.#viewer }, { includeProposed: true, alone: false })))
    const views = await this.#graph.entities([...new Set(steps.flatMap(({ from, to }) => [this.#identity(from), this.#identity(to)]))], this.#viewer)
    for (const [id, view] of views) net.follow(id, view.id)
    const keys = new Set(steps.flatMap(({ from, to }) => [from, to]))
    for (const { entities } of readings) for (const { key, names: [name] } of entities) if (name !== undefined && keys.has(key)) this.#said.set(this.#identity(key), name.text)
    const turns = new Turns()
    const [taken, refused]: [Reading[], Remark[]] = [[], []]
    for (const reading of readings) {
      const way = this.#wayIn(net, reading)
      if (way === undefined) taken.push(reading)
      else refused.push({ row: reading.row, column: '', reason: circleWords(await this.#names(net, way)), cell: '' })
      await turns.next()
    }
    return { taken, refused }
  }

  /** Adds the steps of a row, or none of them. */
  #wayIn(net: Growing, { relations }: Reading): number[] | undefined {
    const added: (readonly [type: string, from: number, to: number])[] = []
    for (const { type, from, to } of relations) {
      if (type !== NARROWER && type !== RELATED) continue
      const step = [type, net.placeOf(this.#identity(from)), net.placeOf(this.#identity(to))] as const
      if (step[1] === step[2] || !net.add(...step)) continue
      added.push(step)
      const way = clashOf(net, ...step)
      if (way === undefined) continue
      for (const one of added) net.remove(...one)
      return way
    }
    return undefined
  }

  async #names(net: Growing, way: readonly number[]): Promise<string[]> {
    const ids = way.map((place) => net.ids[place]!)
    const views = await this.#graph.entities([...new Set(ids)], this.#viewer)
    return ids.map((id) => views.get(id)?.name ?? this.#said.get(id) ?? id)
  }
}

/** A network of concepts to which steps are added. */
class Growing {
  readonly ids: Id[]
  readonly narrower: number[][]
  readonly broader: number[][]
  readonly related: number[][]
  readonly #places: Map<Id, number>

  constructor({ ids, narrower, broader, related }: Awaited<ReturnType<typeof network>>) {
    this.ids = [...ids]
    const lists = (some: readonly (readonly number[])[]): number[][] => some.map((list) => [...list])
    this.narrower = lists(narrower)
    this.broader = lists(broader)
    this.related = lists(related)
    this.#places = new Map(ids.map((id, i) => [id, i]))
  }

  /** One that was merged stands where its survivor does. */
  follow(id: Id, survivor: Id): void {
    if (id !== survivor) this.#places.set(id, this.placeOf(survivor))
  }

  placeOf(id: Id): number {
    const known = this.#places.get(id)
    if (known !== undefined) return known
    this.#places.set(id, this.ids.length)
    for (const lists of [this.narrower, this.broader, this.related]) lists.push([])
    return this.ids.push(id) - 1
  }

  /** @returns whether it was not there */
  add(type: string, from: number, to: number): boolean {
    const [there, back] = this.#lists(type)
    if (there[from]!.includes(to)) return false
    there[from]!.push(to)
    back[to]!.push(from)
    return true
  }

  remove(type: string, from: number, to: number): void {
    const [there, back] = this.#lists(type)
    there[from]!.splice(there[from]!.lastIndexOf(to), 1)
    back[to]!.splice(back[to]!.lastIndexOf(from), 1)
  }

  #lists(type: string): [number[][], number[][]] {
    return type === NARROWER ? [this.narrower, this.broader] : [this.related, this.related]
  }
}
