import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { ArchiveError, badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { displayName, type ArchiveRecord, type RelationRecord } from '../../model/records.ts'
import { allBelow, wayDown } from './circles.ts'
import { NARROWER, network, RELATED, type ConceptGraph, type Network } from './concepts.ts'

/** What is written, and where it stands in what was sent. */
interface Left {
  readonly field: string
  readonly record: ArchiveRecord
}

type LeftRelation = Left & { readonly record: RelationRecord }

type Heads = ReadonlyMap<Id, Pick<Head, 'record'>>
type Ends = Pick<RelationRecord, 'relation' | 'from' | 'to'>

/** Of a relation between concepts, in a state in which others see it, now or once it is accepted. */
function endsOf(record: ArchiveRecord | null | undefined): Ends | undefined {
  const stands = record?.state === 'published' || record?.state === 'proposed'
  return stands && record.type === 'relation' && (record.relation === NARROWER || record.relation === RELATED) ? record : undefined
}

const isSame = (one: Ends, other: Ends | undefined): boolean => other !== undefined && one.relation === other.relation && one.from === other.from && one.to === other.to

/**
 * No concept is to be below itself, nor related to one that is above or below it, among what its writer sees: what is
 * hidden from them neither refuses nor tells (`integrity.ts` lists for whoever sees it what came about so).
 * @param heads of what the sending changes, as it stood
 * @param withdrawn what else it takes away
 * @throws BAD_USER_INPUT with the way round
 */
export async function checkConcepts(graph: ConceptGraph & Pick<GraphStore, 'steps'>, viewer: Viewer, left: readonly Left[], heads: Heads, withdrawn: readonly Id[]): Promise<void> {
  const written = left.filter((one): one is LeftRelation => endsOf(one.record) !== undefined && !isSame(one.record as RelationRecord, endsOf(heads.get(one.record.id)?.record)))
  if (written.length === 0) return
  const views = await graph.entities([...new Set(written.flatMap(({ record }) => [record.from, record.to]))], viewer)
  // under what it was merged into, or as it is written here
  const idOf = (id: Id): Id => views.get(id)?.id ?? id
  const edges = written.map(({ record }) => ({ relation: record.relation, from: idOf(record.from), to: idOf(record.to) }))
  const changed = new Set([...written.map(({ record }) => record.id), ...withdrawn].filter((id) => endsOf(heads.get(id)?.record) !== undefined))
  const net = extended(await network({ graph, viewer }, { includeProposed: true, alone: false }), edges, await goneWith(graph, viewer, heads, changed))
  for (const { field, record } of written) {
    const [from, to] = [net.place.get(idOf(record.from))!, net.place.get(idOf(record.to))!]
    if (from === to) continue
    const way = clashOf(net, record.relation, from, to)
    if (way !== undefined) throw badInput(`${field}.to`, circleWords(await namesOf(graph, viewer, way.map((place) => net.ids[place]!), left)))
  }
}

/**
 * The same of groups that do not stand or fall together: all at once; only where that is refused is it asked of each,
 * whose it is.
 * @param isOut groups that are refused already
 * @returns why, by the place of the group
 */
export async function conceptClashes(graph: ConceptGraph & Pick<GraphStore, 'steps'>, viewer: Viewer, groups: readonly (readonly Left[])[], heads: Heads, isOut: (group: number) => boolean): Promise<ReadonlyMap<number, ArchiveError>> {
  const check = (left: readonly Left[]): Promise<ArchiveError | undefined> => checkConcepts(graph, viewer, left, heads, []).then(() => undefined, (error: unknown) => {
    if (!(error instanceof ArchiveError)) throw error
    return error
  })
  const clashes = new Map<number, ArchiveError>()
  const standing = [...groups.keys()].filter((i) => !isOut(i))
  if (await check(standing.flatMap((i) => groups[i]!)) === undefined) return clashes
  const taken: Left[] = []
  for (const i of standing) {
    const error = await check([...taken, ...groups[i]!])
    if (error === undefined) taken.push(...groups[i]!)
    else clashes.set(i, error)
  }
  return clashes
}

/** Why it is refused. @param names on the way, from above downwards */
export const circleWords = (names: readonly string[]): string => (names[0] === names.at(-1)
  ? `這樣會繞成一圈：${names.join(' › ')} (a concept would be narrower than itself)`
  : `上下位的概念不能同時是相關的概念：${names.join(' › ')} (what is broader or narrower is not related as well)`)

/** The way that a step, which the network has, makes a clash of. */
export const clashOf = (net: Pick<Network, 'narrower' | 'broader' | 'related'>, type: string, from: number, to: number): number[] | undefined =>
  (type === NARROWER ? roundBy(net, from, to) : wayDown(from, to, net.narrower) ?? wayDown(to, from, net.narrower))

/** The way round that a new step down makes, or the way down to what is said to be related by it. */
function roundBy({ narrower, broader, related }: Pick<Network, 'narrower' | 'broader' | 'related'>, from: number, to: number): number[] | undefined {
  const back = wayDown(to, from, narrower)
  if (back !== undefined) return [from, ...back]
  const [above, below] = [allBelow(from, broader).add(from), allBelow(to, narrower).add(to)]
  for (const high of above) {
    const low = related[high]!.find((one) => below.has(one))
    if (low !== undefined) return wayDown(high, low, narrower)
  }
  return undefined
}

/** What joins two concepts now and will not, because all that says it is changed or withdrawn. */
async function goneWith(graph: ConceptGraph & Pick<GraphStore, 'steps'>, viewer: Viewer, heads: Heads, changed: ReadonlySet<Id>): Promise<Ends[]> {
  if (changed.size === 0) return []
  const before = [...changed].map((id) => endsOf(heads.get(id)?.record)!)
  const views = await graph.entities([...new Set(before.flatMap(({ from, to }) => [from, to]))], viewer)
  const pairs = before.map(({ from, to }) => [views.get(from)?.id ?? from, views.get(to)?.id ?? to] as const)
  const steps = await graph.steps({ types: [NARROWER, RELATED], includeProposed: true, pairs }, viewer)
  return [...steps.values()].flatMap(({ relations }) => relations.map(({ id, type, from, to }) => ({ id, relation: type, from: from.id, to: to.id })))
    .filter((one, _, all) => all.every((other) => !isSame(one, other) || changed.has(other.id)))
}

interface Extended extends Network {
  readonly place: ReadonlyMap<Id, number>
}

function extended({ ids, narrower, broader, related }: Network, edges: readonly Ends[], gone: readonly Ends[]): Extended {
  const all = [...new Set([...ids, ...edges.flatMap(({ from, to }) => [from, to])])]
  const place = new Map(all.map((id, i) => [id, i]))
  const [down, up, beside] = [narrower, broader, related].map((lists) => all.map((_, i) => new Set(lists[i])))
  const each = (some: readonly Ends[], change: (set: Set<number>, end: number) => void): void => {
    for (const { relation, from, to } of some) {
      const [one, other] = [place.get(from), place.get(to)]
      if (one === undefined || other === undefined || one === other) continue
      const [there, back] = relation === NARROWER ? [down!, up!] : [beside!, beside!]
      change(there[one]!, other)
      change(back[other]!, one)
    }
  }
  each(gone, (set, end) => set.delete(end))
  each(edges, (set, end) => set.add(end))
  const lists = (sets: readonly ReadonlySet<number>[]): number[][] => sets.map((set) => [...set])
  return { ids: all, place, narrower: lists(down!), broader: lists(up!), related: lists(beside!) }
}

async function namesOf(graph: ConceptGraph, viewer: Viewer, ids: readonly Id[], left: readonly Left[]): Promise<string[]> {
  const views = await graph.entities([...new Set(ids)], viewer)
  return ids.map((id) => {
    const written = left.find(({ record }) => record.id === id)?.record
    return views.get(id)?.name ?? (written?.type === 'entity' ? displayName(written.names) : id)
  })
}
