import type { ConnectorRow, ConnectorsQuery, GraphStore, PathsQuery, WalkFilter } from '../../src/graph/port.ts'
import { viewerKey, WHOLE, type Viewer } from '../../src/model/audience.ts'
import type { Edge } from '../../src/model/edge.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { KINDS, type Kind } from '../../src/model/records.ts'
import type { Archive } from '../oracle/archive.ts'
import { Sight } from '../oracle/sight.ts'
import { isWalked } from '../oracle/walk.ts'
import { asOf } from './dates.ts'
import type { Random } from './random.ts'
import { viewer } from './viewers.ts'
import { connecting, vocabulary } from './vocabulary.ts'

export type Question =
  | { readonly what: 'connectors'; readonly query: ConnectorsQuery; readonly viewer: Viewer }
  | { readonly what: 'paths'; readonly query: PathsQuery; readonly viewer: Viewer }

/** A question worth asking of this archive: mostly of two entities that something the reader sees lies between. */
export function question(random: Random, archive: Archive): Question {
  const asking = viewer(random)
  const filter = filterOf(random)
  const [one, other] = endsOf(random, archive, asking, filter)
  if (random.chance(0.3)) {
    return { what: 'paths', viewer: asking, query: { ...filter, from: one, to: other, maxHops: 1 + random.below(4), first: 1 + random.below(8) } }
  }
  return {
    what: 'connectors', viewer: asking,
    query: { ...filter, a: one, b: other, kinds: kinds(random), maxHops: random.pick([2, 3, 3, 4, 4, 4, 4, 5, 6]), first: random.pick([1, 3, 20, 20, 1_000]), routes: random.pick([1, 3, 3, 10]) },
  }
}

export function filterOf(random: Random): WalkFilter {
  const span = asOf(random)
  return { types: types(random), includeProposed: random.chance(0.5), ...(span && { asOf: span }) }
}

/** Two ends, mostly of what the reader can walk. */
export const endsOf = (random: Random, archive: Archive, asking: Viewer, filter: WalkFilter): [Id, Id] => pair(random, some(random, archive, asking, filter))

/** Two neighbours, mostly, in either order. */
export function stepOf(random: Random, archive: Archive, asking: Viewer, filter: WalkFilter): [Id, Id] {
  const edges = some(random, archive, asking, filter)
  if (edges.length === 0) return [newId(), newId()]
  const { from, to } = random.pick(edges)
  return random.chance(0.5) ? [from, to] : [to, from]
}

function some(random: Random, archive: Archive, asking: Viewer, filter: WalkFilter): readonly Edge[] {
  const walked = edgesOf(archive, asking).filter((edge) => isWalked(edge, filter))
  return random.chance(0.9) && walked.length > 0 ? walked : edgesOf(archive, WHOLE)
}

/**
 * The whole answer, for comparing: of connectors all pages, each asked for behind the last row of the one
 * before, with what every page said of the whole.
 * @param pages at most so many
 */
export async function ask(store: Pick<GraphStore, 'connectors' | 'paths'>, { what, query, viewer: asking }: Question, pages = 5): Promise<object> {
  if (what === 'paths') return store.paths(query, asking)
  const rows: ConnectorRow[] = []
  const told: object[] = []
  for (let page = 0, more = true; more && page < pages; page++) {
    const last = rows.at(-1)
    const after = last && { distance: last.distance, strength: last.strength, id: last.id }
    const { rows: these, hasNextPage, ...whole } = await store.connectors({ ...query, ...(after && { after }) }, asking)
    rows.push(...these)
    told.push({ ...whole, hasNextPage })
    more = hasNextPage
  }
  return { told, rows }
}

const ALL_TYPES = [...vocabulary.relations.keys()]

function types(random: Random): readonly string[] {
  const part = (all: readonly string[]): string[] => all.filter(() => random.chance(0.7))
  if (random.chance(0.6)) return connecting
  return random.pick([part(connecting), ALL_TYPES, part(ALL_TYPES), []])
}

export const kinds = (random: Random): readonly Kind[] =>
  random.chance(0.5) ? ['Organization'] : random.pick<readonly Kind[]>([['Organization', 'Person'], ['Person'], ['Place', 'Programme', 'Event'], KINDS, []])

/** Two survivors: of one neighbourhood, or any two. */
function pair(random: Random, edges: readonly Pick<Edge, 'from' | 'to'>[]): [Id, Id] {
  if (edges.length === 0) return [newId(), newId()]
  const end = (): Id => {
    const { from, to } = random.pick(edges)
    return random.chance(0.5) ? from : to
  }
  const aside = (id: Id): Id => {
    const { from, to } = random.pick(edges.filter((edge) => edge.from === id || edge.to === id))
    return from === id ? to : from
  }
  for (let attempt = 0; attempt < 20; attempt++) {
    const one = end()
    const other = random.pick([end, () => aside(aside(one)), () => aside(aside(one)), () => aside(aside(aside(one)))])()
    if (one !== other) return [one, other]
  }
  return [edges[0]!.from, edges[0]!.to]
}

const known = new WeakMap<Archive, Map<string, readonly Edge[]>>()

/** What a viewer can walk, worked out once for each state of the archive. */
function edgesOf(archive: Archive, asking: Viewer): readonly Edge[] {
  const key = `${archive.log.length} ${viewerKey(asking)}`
  let edges = known.get(archive)?.get(key)
  if (edges === undefined) {
    edges = [...new Sight(archive, asking).relations.values()].map((relation) => relation.edge)
    known.set(archive, (known.get(archive) ?? new Map()).set(key, edges))
  }
  return edges
}
