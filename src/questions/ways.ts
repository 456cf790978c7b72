import type { EntityRef, RelationsQuery, RelationView, WalkFilter } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { bareKey, nameKey } from '../model/names.ts'
import type { Kind } from '../model/records.ts'
import { typesOfRole, type Role, type Vocabulary } from '../model/vocabulary.ts'
import type { Asking } from './context.ts'

export type Side = 'out' | 'in' | 'both'

/** A relation type, and on which side of it the entity stands. */
export interface Way {
  readonly type: string
  readonly side: Side
}

/**
 * `OPERATES:in` as a way. @param side of types that name none
 * @throws BAD_USER_INPUT for what is no type or side
 */
export function waysOf(vocabulary: Vocabulary, types: readonly string[] | null | undefined, { side = 'both', role }: { side?: Side; role?: Role | undefined } = {}): Way[] {
  if (!types?.length) return (role === undefined ? [...vocabulary.relations.keys()] : typesOfRole(vocabulary, role)).map((type) => ({ type, side }))
  return types.map((text) => {
    const [type = '', given = side] = text.split(':')
    if (!vocabulary.relations.has(type)) throw badInput('types', `沒有「${type}」這種關係 (not a relation type; there are ${[...vocabulary.relations.keys()].join(', ')})`)
    if (given !== 'out' && given !== 'in' && given !== 'both') throw badInput('types', `「${text}」: behind a type stands out or in`)
    return { type, side: vocabulary.relations.get(type)!.symmetric ? 'both' : given }
  })
}

/** What the ways are called, as read from the entity: 「經營者為」. */
export const wayLabels = (ways: readonly Way[], vocabulary: Vocabulary, language: 'zh-Hant' | 'en' = 'zh-Hant'): string[] =>
  [...new Set(ways.map(({ type, side }) => vocabulary.relations.get(type)![side === 'in' ? 'backward' : 'forward'][language]))]

/** The kinds that stand at the other ends. */
export const farKinds = (ways: readonly Way[], vocabulary: Vocabulary): Kind[] => [...new Set(ways.flatMap((way) => endsOf(way, vocabulary)[1]))]
/** The kinds that the ways lead from. */
export const nearKinds = (ways: readonly Way[], vocabulary: Vocabulary): Kind[] => [...new Set(ways.flatMap((way) => endsOf(way, vocabulary)[0]))]

function endsOf({ type, side }: Way, vocabulary: Vocabulary): readonly [near: readonly Kind[], far: readonly Kind[]] {
  const { from, to } = vocabulary.relations.get(type)!
  const both = [...from, ...to]
  return side === 'out' ? [from, to] : side === 'in' ? [to, from] : [both, both]
}

/** Whoever stands at the other end of relations, with these. */
export interface Neighbour {
  readonly entity: EntityRef
  readonly relations: Id[]
  /** Its place in a whole, where a relation says so. */
  order: number | undefined
}

export interface Neighbours {
  /** In the order of their first relation. */
  readonly all: readonly Neighbour[]
  /** Relations looked at. */
  readonly looked: number
  /** There are more. */
  readonly more: boolean
}

const [PAGE, PAGE_WITH_EVIDENCE, MOST] = [1_000, 200, 25_000]

/** Whether it rests on sources as the filter wants: docs/questions.md, "What is walked". */
export function restsOn({ evidence }: RelationView, { onlySources, withoutSources }: { readonly onlySources?: readonly Id[] | undefined; readonly withoutSources?: readonly Id[] | undefined }): boolean {
  const sources = evidence.filter(({ stance }) => stance !== 'disputes').map(({ source }) => source.id)
  return (onlySources === undefined || sources.some((id) => onlySources.includes(id))) && (withoutSources === undefined || sources.some((id) => !withoutSources.includes(id)))
}

/** The other ends of an entity's relations, without evidence unless sources are wanted: a page of them is shown with it afterwards. */
export async function neighbours(asking: Asking, id: Id, ways: readonly Way[], { onlySources, withoutSources, ...filter }: Omit<WalkFilter, 'types'>): Promise<Neighbours> {
  const isBySource = onlySources !== undefined || withoutSources !== undefined
  const sides = new Map<string, Set<Side>>()
  for (const { type, side } of ways) sides.set(type, (sides.get(type) ?? new Set()).add(side))
  const [one, ...others] = new Set(ways.map(({ side }) => side))
  const query: RelationsQuery = { ...filter, types: [...sides.keys()], evidence: isBySource, ...(others.length === 0 && one !== undefined && one !== 'both' ? { direction: one } : {}) }
  const found = new Map<Id, Neighbour>()
  const turns = new Turns(asking.signal)
  let [looked, after]: [number, string | undefined] = [0, undefined]
  for (;;) {
    await turns.next()
    const page = await asking.graph.relations(id, query, asking.viewer, { first: isBySource ? PAGE_WITH_EVIDENCE : PAGE, ...(after === undefined ? {} : { after }) })
    for (const relation of page.items) if (!isBySource || restsOn(relation, { onlySources, withoutSources })) take(relation, found, sides, id)
    looked += page.items.length
    after = page.endCursor
    if (!page.hasNextPage || looked >= MOST) return { all: [...found.values()], looked, more: page.hasNextPage }
  }
}

function take({ id, type, from, to, qualifiers }: RelationView, found: Map<Id, Neighbour>, sides: ReadonlyMap<string, ReadonlySet<Side>>, of: Id): void {
  const side = from.id === of ? 'out' : 'in'
  const wanted = sides.get(type)
  if (from.id === to.id || !(wanted?.has(side) || wanted?.has('both'))) return
  const entity = side === 'out' ? to : from
  const place = placeInWhole(qualifiers)
  const known = found.get(entity.id)
  if (known === undefined) found.set(entity.id, { entity, relations: [id], order: place })
  else known.relations.push(id)
}

/** Whether an entity is of these kinds and its name ends with one of these words; no kinds and no words leave nothing out. */
export function wanted(kinds: readonly Kind[], named: readonly string[]): (entity: EntityRef) => boolean {
  const ends = named.map(nameKey)
  return ({ kind, name }) => (kinds.length === 0 || kinds.includes(kind)) && (ends.length === 0 || endings(name).some((key) => ends.some((end) => key.endsWith(end))))
}

/** Those whose entities fit; to read thousands of names takes long. */
export async function fittingOf<T extends { readonly entity: EntityRef }>(all: Iterable<T>, fits: (entity: EntityRef) => boolean, signal?: AbortSignal): Promise<T[]> {
  const [fitting, turns]: [T[], Turns] = [[], new Turns(signal)]
  for (const one of all) {
    if (fits(one.entity)) fitting.push(one)
    await turns.next()
  }
  return fitting
}

const endings = (name: string): string[] => [nameKey(name), bareKey(name), bareKey(name.replace(/[(（][^()（）]*[)）]\s*$/u, ''))]

/** Where a part stands in its whole, as far as its relation says. */
export function placeInWhole({ order, firstPage }: RelationView['qualifiers']): number | undefined {
  const place = order ?? firstPage
  return typeof place === 'number' ? place : undefined
}
