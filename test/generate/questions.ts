import type { AmongQuery, ConnectorRow, ConnectorsQuery, GraphStore, PathsQuery, WalkFilter } from '../../src/graph/port.ts'
import { WHOLE, type Viewer } from '../../src/model/audience.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { KINDS, type Kind } from '../../src/model/records.ts'
import type { Archive } from '../oracle/archive.ts'
import { sightOf, type Sight } from '../oracle/sight.ts'
import { isWalked, type PlainEdge } from '../oracle/walk.ts'
import { asOf } from './dates.ts'
import type { Random } from './random.ts'
import { viewer } from './viewers.ts'
import { connecting, vocabulary } from './vocabulary.ts'

export type Question =
  | { readonly what: 'connectors'; readonly query: ConnectorsQuery; readonly viewer: Viewer }
  | { readonly what: 'paths'; readonly query: PathsQuery; readonly viewer: Viewer }
  | { readonly what: 'among'; readonly query: AmongQuery; readonly viewer: Viewer }

/** A question worth asking of this archive: mostly of two entities that something the reader sees lies between. */
export function question(random: Random, archive: Archive): Question {
  const asking = viewer(random)
  const seen = edgesOf(archive, asking)
  const narrow = narrowed(random, seen)
  const walked = seen.filter((edge) => isWalked(edge, narrow))
  const ends = random.chance(0.9) && walked.length > 0 ? walked : edgesOf(archive, WHOLE)
  const [one, other] = pair(random, ends)
  const between = (): Id[] => (ends.length === 0 ? [newId()] : Array.from({ length: 1 + random.below(2) }, () => aside(random, ends, random.pick([one, other]))))
  const filter: WalkFilter = { ...narrow, ...(random.chance(0.25) ? { avoid: between() } : {}) }
  const what = random.next()
  if (what < 0.3) {
    const through = random.chance(0.4) ? { through: random.chance(0.8) ? between() : [...between(), aside(random, ends, aside(random, ends, one))] } : {}
    return { what: 'paths', viewer: asking, query: { ...filter, from: one, to: other, ...through, maxHops: 1 + random.below(4), first: 1 + random.below(8) } }
  }
  if (what < 0.5) {
    const set = [...new Set([one, other, ...Array.from({ length: random.below(random.chance(0.1) ? 39 : 7) }, () => pair(random, ends)[0])])]
    return { what: 'among', viewer: asking, query: { ...filter, set, kinds: kinds(random), maxHops: random.pick([2, 3, 4, 4]), first: random.pick([1, 20, 1_000]) } }
  }
  return {
    what: 'connectors', viewer: asking,
    query: { ...filter, a: one, b: other, kinds: kinds(random), maxHops: random.pick([2, 3, 3, 4, 4, 4, 4, 5, 6]), first: random.pick([1, 3, 20, 20, 1_000]), routes: random.pick([1, 3, 3, 10]) },
  }
}

/** Of what the reader can see: what is walked, and sometimes what is avoided. */
export function filterOf(random: Random, archive: Archive, asking: Viewer): WalkFilter {
  const seen = edgesOf(archive, asking)
  return { ...narrowed(random, seen), ...(random.chance(0.25) && seen.length > 0 ? { avoid: Array.from({ length: 1 + random.below(2) }, () => random.pick(seen).from) } : {}) }
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

function some(random: Random, archive: Archive, asking: Viewer, filter: WalkFilter): readonly PlainEdge[] {
  const walked = edgesOf(archive, asking).filter((edge) => isWalked(edge, filter))
  return random.chance(0.9) && walked.length > 0 ? walked : edgesOf(archive, WHOLE)
}

/**
 * The whole answer, for comparing: of connectors all pages, each asked for behind the last row of the one
 * before, with what every page said of the whole.
 * @param pages at most so many
 */
export async function ask(store: Pick<GraphStore, 'connectors' | 'paths' | 'among'>, { what, query, viewer: asking }: Question, pages = 5): Promise<object> {
  if (what === 'paths') return store.paths(query, asking)
  if (what === 'among') return store.among(query, asking)
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

/** Rarely more than one of the filters, or nothing would be left to walk. */
function narrowed(random: Random, seen: readonly PlainEdge[]): WalkFilter {
  const span = asOf(random)
  const sources = (): Id[] => (seen.length === 0 ? [newId()] : Array.from({ length: 1 + random.below(3) }, () => random.pick(random.pick(seen).grounds) ?? newId()))
  return {
    types: types(random), includeProposed: random.chance(0.5), ...(span && { asOf: span }),
    ...(random.chance(0.3) ? { includeDeprecated: random.chance(0.8) } : {}),
    ...(random.chance(0.2) ? { onlySources: sources() } : {}),
    ...(random.chance(0.2) ? { withoutSources: sources() } : {}),
  }
}

/** What something leads to. */
function aside(random: Random, edges: readonly Pick<PlainEdge, 'from' | 'to'>[], id: Id): Id {
  const at = edges.filter((edge) => edge.from === id || edge.to === id)
  if (at.length === 0) return id
  const { from, to } = random.pick(at)
  return from === id ? to : from
}

/** Two survivors: of one neighbourhood, or any two. */
function pair(random: Random, edges: readonly Pick<PlainEdge, 'from' | 'to'>[]): [Id, Id] {
  if (edges.length === 0) return [newId(), newId()]
  const end = (): Id => {
    const { from, to } = random.pick(edges)
    return random.chance(0.5) ? from : to
  }
  const next = (id: Id): Id => aside(random, edges, id)
  for (let attempt = 0; attempt < 20; attempt++) {
    const one = end()
    const other = random.pick([end, () => next(next(one)), () => next(next(one)), () => next(next(next(one)))])()
    if (one !== other) return [one, other]
  }
  return [edges[0]!.from, edges[0]!.to]
}

const known = new WeakMap<Sight, readonly PlainEdge[]>()

/** What a viewer can walk, worked out once for each state of the archive. */
function edgesOf(archive: Archive, asking: Viewer): readonly PlainEdge[] {
  const sight = sightOf(archive, asking)
  const edges = known.get(sight) ?? [...sight.relations.values()].map(({ edge, grounds }) => ({ ...edge, grounds }))
  known.set(sight, edges)
  return edges
}
