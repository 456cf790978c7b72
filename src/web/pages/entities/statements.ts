import type { EntityView, RelationView } from '../../../graph/port.ts'
import { parseAsOf, type Span } from '../../../model/dates.ts'
import type { Id } from '../../../model/ids.ts'
import { ROLES, type RelationType } from '../../../model/vocabulary.ts'
import type { Asking } from '../../../questions/context.ts'
import { placeInWhole } from '../../../questions/ways.ts'
import { stepsOf } from '../../../questions/shown-steps.ts'

/** Up to so many relations stand on the page of their entity; of more, a few of each type, and pages of their own. */
export const MOST_SHOWN = 200
/** Of each type, where there are more. */
const SHOWN_OF_MANY = 5

export type Side = 'out' | 'in'

/** Relations of one type, seen from one side. */
export interface Group {
  readonly type: string
  readonly side: Side
  /** Of the type; on both sides, where they are not told apart. */
  readonly count: number
  readonly relations: readonly Stated[]
}

/** A relation, with the evidence of all that say the same of the same two. */
export interface Stated extends RelationView {
  /** Ids of the others that say the same. */
  readonly also: readonly Id[]
}

export interface Statements {
  readonly total: number
  /** All that there is, group by group; else some of each. */
  readonly isWhole: boolean
  readonly groups: readonly Group[]
}

/** Whether a type reads the same from both ends is the vocabulary's to say. */
const sideOf = (type: RelationType | undefined, { from }: RelationView, id: string): Side => (type?.symmetric === true || from.id === id ? 'out' : 'in')

/**
 * What is stated of an entity. How many there are of each type is counted before anything is read: from the graph as it
 * is walked, so that one with twenty thousand is told of as quickly as one with twenty.
 * @throws BAD_USER_INPUT (`asOf`)
 */
export async function statementsOf(asking: Asking, { id }: EntityView, asOf: string | undefined): Promise<Statements> {
  const { graph, vocabulary, viewer, signal } = asking
  const span: Span | undefined = asOf === undefined ? undefined : parseAsOf(asOf)
  const walk = { types: [...vocabulary.relations.keys()], includeProposed: true, includeDeprecated: true, ...(span === undefined ? {} : { asOf: span }) }
  const { rings: [ring] } = await graph.rings({ ...walk, center: id, rings: 1 }, viewer, signal)
  const counts = Object.entries(ring?.types ?? {})
  const total = counts.reduce((sum, [, count]) => sum + count, 0)
  if (total <= MOST_SHOWN) {
    const { items } = await graph.relations(id, { includeProposed: true, includeDeprecated: true, ...(span === undefined ? {} : { asOf: span }) }, viewer, { first: MOST_SHOWN })
    const groups = inOrder(grouped(asking, id, items, () => undefined), asking)
    return { total: groups.reduce((sum, { count }) => sum + count, 0), isWhole: true, groups }
  }
  const some = await Promise.all(counts.map(async ([type]) => {
    const { rows } = await graph.rings({ ...walk, types: [type], center: id, rings: 1, list: { ring: 1, first: SHOWN_OF_MANY } }, viewer, signal)
    return { type, others: rows.map(({ entity }) => entity.id) }
  }))
  const steps = await stepsOf(asking, walk, [...new Set(some.flatMap(({ others }) => others))].map((other) => [id, other]))
  const relations = some.flatMap(({ type, others }) => others.flatMap((other) => steps.get(`${id} ${other}`)?.relations ?? []).filter((one) => one.type === type).slice(0, SHOWN_OF_MANY))
  const byType = new Map(counts)
  return { total, isWhole: false, groups: inOrder(grouped(asking, id, relations, (type) => byType.get(type)), asking) }
}

/** Without what a list of its own has told: the chapters of a book. */
export function without(all: Statements, told: readonly Stated[]): Statements {
  const groups = all.groups.flatMap((group) => {
    const relations = group.relations.filter((one) => !told.includes(one))
    return relations.length === 0 ? [] : { ...group, count: group.count - (group.relations.length - relations.length), relations }
  })
  return { ...all, total: all.total - told.length, groups }
}

/** @param countOf of a type, where there are more than those given */
function grouped({ vocabulary }: Asking, id: string, relations: readonly RelationView[], countOf: (type: string) => number | undefined): Group[] {
  const groups = new Map<string, { type: string; side: Side; relations: RelationView[] }>()
  for (const relation of relations) {
    const side = sideOf(vocabulary.relations.get(relation.type), relation, id)
    // of one who has many only the types are counted: both sides stand together
    const key = countOf(relation.type) === undefined ? `${relation.type} ${side}` : relation.type
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { type: relation.type, side, relations: [relation] })
    else group.relations.push(relation)
  }
  return [...groups.values()].map((group) => {
    const stated = inPlace(joined(group.relations))
    return { ...group, count: countOf(group.type) ?? stated.length, relations: stated }
  })
}

/** What a merge or two registers made say the same twice stands once, with all its evidence (SEMANTICS 4). */
export function joined(relations: readonly RelationView[]): Stated[] {
  const alike = Map.groupBy(relations, ({ type, from, to, start, end, qualifiers, standing, state }) => JSON.stringify([type, from.id, to.id, start, end, Object.entries(qualifiers).sort(), standing, state]))
  return [...alike.values()].map(([first, ...others]) => ({
    ...first!, also: others.map(({ id }) => id), disputed: [first!, ...others].some(({ disputed }) => disputed),
    evidence: [first!, ...others].flatMap(({ evidence }) => evidence),
  }))
}

/** Parts in the order of their whole; what is no longer held to be so comes last; else as they came. */
export const inPlace = (relations: readonly Stated[]): Stated[] => relations.toSorted((x, y) => Number(x.standing === 'deprecated') - Number(y.standing === 'deprecated') || placeOf(x) - placeOf(y))

const placeOf = ({ qualifiers }: Stated): number => placeInWhole(qualifiers) ?? Number.MAX_SAFE_INTEGER

/** What connects bodies and people first, then where things belong, then what works say; within it in the order of the vocabulary. */
function inOrder(groups: readonly Group[], { vocabulary }: Asking): Group[] {
  const types = [...vocabulary.relations.keys()]
  const rank = ({ type, side }: Group): number => {
    const role = vocabulary.relations.get(type)?.role
    return ((role === undefined ? ROLES.length : ROLES.indexOf(role)) * types.length + types.indexOf(type)) * 2 + (side === 'out' ? 0 : 1)
  }
  return groups.toSorted((x, y) => rank(x) - rank(y))
}
