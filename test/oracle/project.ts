import { Ids } from '../../src/graph/id-list.ts'
import type { Projection, ProjectQuery, WalkFilter } from '../../src/graph/port.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import type { Id } from '../../src/model/ids.ts'
import { KINDS, type Kind } from '../../src/model/records.ts'
import { Walk, type PlainEdge } from './walk.ts'

/**
 * `docs/questions.md`, word for word.
 * @param isShown whether an entity is a survivor that the viewer is shown
 */
export function project(walk: Walk, kindOf: (id: Id) => Kind, isShown: (id: Id) => boolean, { kinds, among, around, most }: Omit<ProjectQuery, keyof WalkFilter>): Projection {
  const isWanted = (id: Id): boolean => !walk.avoided.has(id) && (kinds === undefined || kinds.includes(kindOf(id)))
  let edges = walk.edges.filter(({ from, to }) => isWanted(from) && isWanted(to))
  const seeds = [...(among ?? around?.ids ?? [])].filter((id) => isShown(id) && isWanted(id))
  if (among !== undefined) edges = edges.filter(({ from, to }) => among.includes(from) && among.includes(to))
  if (around !== undefined) {
    const near = nearOf(edges, seeds, around.hops)
    edges = edges.filter(({ from, to }) => near.has(from) || near.has(to))
  }
  if (edges.length > most) throw new ArchiveError('TOO_EXPENSIVE', 'too many')
  const nodes = [...new Set([...seeds, ...edges.flatMap(({ from, to }) => [from, to])])].sort()
  const types = [...new Set(edges.map(({ type }) => type))].sort()
  const places = new Map(nodes.map((id, place) => [id, place]))
  const columns = edges
    .map(({ from, to, type, bounds }) => [places.get(from)!, places.get(to)!, types.indexOf(type), bounds.startEarliest, bounds.endLatest])
    .sort((x, y) => x.map((value, i) => value - y[i]!).find((difference) => difference !== 0) ?? 0)
  const column = (at: number): number[] => columns.map((row) => row[at]!)
  return {
    nodes: Ids.of(nodes), kinds: Uint8Array.from(nodes, (id) => KINDS.indexOf(kindOf(id))), types,
    from: Uint32Array.from(column(0)), to: Uint32Array.from(column(1)), type: Uint16Array.from(column(2)),
    earliest: Int32Array.from(column(3)), latest: Int32Array.from(column(4)),
  }
}

/** What is at most `hops` - 1 steps from one of the seeds. */
function nearOf(edges: readonly PlainEdge[], seeds: readonly Id[], hops: number): Set<Id> {
  const walk = new Walk(edges, { types: [...new Set(edges.map(({ type }) => type))], includeProposed: true, includeDeprecated: true })
  return new Set(seeds.flatMap((seed) => [...walk.distances(seed, hops - 1).keys()]))
}
