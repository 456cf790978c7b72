import type { Id } from '../../model/ids.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Kind } from '../../model/records.ts'
import type { EntityRef, WalkFilter } from '../port.ts'
import type { Params } from './connection.ts'
import { parts } from './pages.ts'
import { DEPRECATED } from './project-relations.ts'
import type { Ask } from './reads.ts'

/** Entities asked for in one statement, and statements at once: a server with two processors uses both. */
const [PART, AT_ONCE] = [8_000, 3]
/** Steps asked for in one statement. */
const STEPS = 2_000

/**
 * The part of the graph that a question has looked at so far, under its filter. Entities go by number
 * (`numberOf`); rows are fetched from Neo4j before they are walked here.
 */
export class Neighbourhood {
  readonly #ask: Ask
  readonly #filter: Params
  readonly #types: { readonly TYPES: readonly string[] }
  /** Questions about sources have statements of their own: the others need not look at evidence. */
  readonly #variant: '' | '-sourced'
  /** Numbers of what is not walked through, once the numbers were asked for. */
  readonly avoid = new Set<number>()
  readonly #avoid: readonly Id[]
  readonly #rows = new Map<number, readonly number[]>()
  readonly #degrees = new Map<number, number>()
  readonly #ids = new Map<number, Id>()
  readonly #refs = new Map<number, EntityRef>()

  /** @param filter with at least one type */
  constructor(ask: Ask, { types, includeProposed, includeDeprecated, asOf, onlySources, withoutSources, avoid = [] }: WalkFilter) {
    this.#ask = ask
    const sourced = onlySources !== undefined || withoutSources !== undefined
    this.#variant = sourced ? '-sourced' : ''
    this.#avoid = avoid
    this.#filter = {
      levels: levelsOf(includeProposed, includeDeprecated), from: asOf?.from ?? null, to: asOf?.to ?? null,
      ...(sourced ? { only: onlySources ?? null, without: withoutSources ?? null } : {}),
    }
    this.#types = { TYPES: types }
  }

  /** The numbers of entities; absent where the archive has none. To be asked first: it learns those of what is avoided, too. */
  async numbers(ids: readonly Id[]): Promise<Map<Id, number>> {
    const numbers = new Map(await this.#ask<[Id, number]>('questions/numbers', { ids: [...new Set([...ids, ...this.#avoid])] }))
    for (const id of this.#avoid) if (numbers.has(id)) this.avoid.add(numbers.get(id)!)
    return numbers
  }

  /** Fetches the neighbours of these, as far as they are not known. */
  async expand(numbers: Iterable<number>): Promise<void> {
    const wanted = [...new Set(numbers)].filter((number) => !this.#rows.has(number))
    for await (const rows of inTurn(wanted, (numbers) => this.#walk<[number, number[]]>('questions/neighbours', { numbers }))) {
      for (const [number, neighbours] of rows) this.#rows.set(number, neighbours)
    }
  }

  /** Fetches how many neighbours these have. */
  async count(numbers: Iterable<number>): Promise<void> {
    const wanted = [...new Set(numbers)].filter((number) => !this.#rows.has(number) && !this.#degrees.has(number))
    for await (const rows of inTurn(wanted, (numbers) => this.#walk<[number, number]>('questions/degrees', { numbers }))) {
      for (const [number, degree] of rows) this.#degrees.set(number, degree)
    }
  }

  /** The walked relations at these, by type: of each the entity and a neighbour. */
  async *ties(numbers: readonly number[]): AsyncIterable<Ties> {
    for await (const rows of inTurn(numbers, (part) => this.#walk<Ties>('questions/ring', { numbers: part }))) yield* rows
  }

  /** The same with what a projection says of each relation, as far as the other ends are wanted. */
  async *relationsAt(numbers: readonly number[], wanted: { readonly within: readonly number[] | null; readonly kinds: readonly number[] | null }): AsyncIterable<RelationsAt> {
    for await (const rows of inTurn(numbers, (part) => this.#walk<RelationsAt>('questions/relations-at', { numbers: part, ...wanted }))) yield* rows
  }

  /** The walked relations that point away from entities whose numbers lie in a stretch. */
  relationsFrom(stretch: { readonly least: number; readonly below: number }, kinds: readonly number[] | null): Promise<RelationsFrom[]> {
    return this.#walk<RelationsFrom>('questions/relations-from', { ...stretch, kinds })
  }

  /** The first of these in the order of ids, behind an id. */
  async firstIds(numbers: readonly number[], after: Id, limit: number): Promise<[number, Id][]> {
    const found: [number, Id][] = []
    for await (const rows of inTurn(numbers, (part) => this.#ask<[number, Id]>('questions/first-ids', { numbers: part, after, limit }))) found.push(...rows)
    return found.sort(([, x], [, y]) => (x < y ? -1 : 1)).slice(0, limit)
  }

  /** Distinct neighbours. Only of what was expanded. */
  row(number: number): readonly number[] {
    return known(this.#rows.get(number), number)
  }

  /** Only of what was expanded or counted. */
  degree(number: number): number {
    return this.#rows.get(number)?.length ?? known(this.#degrees.get(number), number)
  }

  async loadIds(numbers: Iterable<number>): Promise<void> {
    const wanted = [...new Set(numbers)].filter((number) => !this.#ids.has(number))
    for await (const rows of inTurn(wanted, (numbers) => this.#ask<[number, Id]>('questions/ids', { numbers }))) {
      for (const [number, id] of rows) this.#ids.set(number, id)
    }
  }

  id(number: number): Id {
    return known(this.#ids.get(number), number)
  }

  async loadRefs(numbers: Iterable<number>): Promise<void> {
    const wanted = [...new Set(numbers)].filter((number) => !this.#refs.has(number))
    for (const [number, id, name, kind] of await this.#ask<[number, Id, string, Kind]>('questions/refs', { numbers: wanted })) this.#refs.set(number, { id, name, kind })
  }

  ref(number: number): EntityRef {
    return known(this.#refs.get(number), number)
  }

  /** The walked relations of steps, in the order of ids, by `stepKey`. */
  async relations(steps: readonly Step[]): Promise<Map<string, Id[]>> {
    const rows = await this.#steps<Id[]>('questions/steps', steps)
    for (const relations of rows.values()) relations.sort()
    return rows
  }

  /** How many sources the viewer sees under the walked relations of steps, by `stepKey`. */
  sources(steps: readonly Step[]): Promise<Map<string, number>> {
    return this.#steps<number>('questions/sources', steps)
  }

  /** Ids along two ways of equal length. */
  compareIds(one: readonly number[], other: readonly number[]): number {
    for (let i = 0; i < one.length; i++) {
      if (one[i] === other[i]) continue
      return this.id(one[i]!) < this.id(other[i]!) ? -1 : 1
    }
    return 0
  }

  async #steps<T>(name: string, steps: readonly Step[]): Promise<Map<string, T>> {
    const wanted = new Map(steps.map((step) => [stepKey(...step), step]))
    const found = new Map<string, T>()
    for (const pairs of parts([...wanted.values()], STEPS)) {
      for (const [one, other, value] of await this.#walk<[number, number, T]>(name, { pairs })) found.set(stepKey(one, other), value)
    }
    return found
  }

  #walk<R>(name: string, params: Params): Promise<R[]> {
    return this.#ask<R>(`${name}${this.#variant}`, { ...this.#filter, ...params }, this.#types)
  }
}

/** The levels of relationships that a question walks, as `drawn` gives them. */
export const levelsOf = (includeProposed: boolean, includeDeprecated = false): number[] => {
  const levels: number[] = includeProposed ? [LEVELS.published, LEVELS.proposed] : [LEVELS.published]
  return includeDeprecated ? [...levels, ...levels.map((level) => level + DEPRECATED)] : levels
}

/** The answers of a statement for a long list, a few statements at a time. */
async function* inTurn<R>(numbers: readonly number[], ask: (part: readonly number[]) => Promise<R[]>): AsyncIterable<R[]> {
  const all = [...parts(numbers, Math.min(PART, Math.max(1_000, Math.ceil(numbers.length / AT_ONCE))))]
  for (const some of parts(all, AT_ONCE)) yield* await Promise.all(some.map(ask))
}

/** As `cypher/questions/ring`, `relations-at` and `relations-from`. */
export type Ties = readonly [type: string, ones: readonly number[], others: readonly number[]]
export type RelationsAt = readonly [...Ties, outs: readonly boolean[], earliest: readonly number[], latest: readonly number[]]
export type RelationsFrom = readonly [...Ties, earliest: readonly number[], latest: readonly number[]]

/** From one entity to a neighbour. */
export type Step = readonly [number, number]

/** The same in both directions: relations have none for a question. */
export const stepKey = (one: number, other: number): string => (one < other ? `${one} ${other}` : `${other} ${one}`)

export const stepsOf = (nodes: readonly number[]): Step[] => nodes.slice(1).map((to, i) => [nodes[i]!, to])

function known<T>(value: T | undefined, number: number): T {
  if (value === undefined) throw new Error(`entity ${number} was not fetched before it was needed`)
  return value
}
