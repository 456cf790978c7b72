import fc from 'fast-check'
import { Answerer } from '../../../src/graph/adjacency/answer.ts'
import { Graph } from '../../../src/graph/adjacency/graph.ts'
import { Memory } from '../../../src/graph/adjacency/memory.ts'
import type { Snapshot } from '../../../src/graph/adjacency/snapshot.ts'
import type { AmongWalk, ConnectorsWalk, GroundRow, PathsWalk, WalkedAmong, WalkedConnectors, WalkedPaths, WalkFilter } from '../../../src/graph/adjacency/types.ts'
import { Watch } from '../../../src/graph/adjacency/watch.ts'
import { KINDS, type Kind } from '../../../src/model/records.ts'
import { plainAmong, plainConnectors, plainPaths, Walk, type PlainEdge } from '../../oracle/index.ts'
import { random } from '../../generate/random.ts'
import { loaderOf, type Rows } from './file-loader.ts'

export { loaderOf, type Rows }

export const CLEARANCES = 4
export const TYPES = 3

/** An id whose place among the others has nothing to do with its number. */
export function idOf(node: number): string {
  const word = (salt: number): string => Math.floor(random(node * 8 + salt).next() * 2 ** 32).toString(16).padStart(8, '0')
  const text = word(1) + word(2) + word(3) + word(4)
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-7${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`
}

export const nodeRow = (node: number, kind = node % 3, changed = 1): Rows['nodes'][number] => ({ node, id: idOf(node), kind, changed })

export const edgeRow = (edge: number, from: number, to: number, more: Partial<Rows['edges'][number]> = {}): Rows['edges'][number] =>
  ({ edge, from, to, type: 0, level: 1, deprecated: 0, clearance: 0, startEarliest: -2147483648, endLatest: 2147483647, changed: 1, ...more })

/** Mostly plain relations, so that something connects; parallel ones come by themselves. */
export const edges = (nodes: number, maxLength = 60): fc.Arbitrary<Rows['edges']> => {
  const node = fc.nat(nodes - 1)
  const often = <T>(common: T, ...rare: T[]): fc.Arbitrary<T> => fc.oneof({ weight: 6, arbitrary: fc.constant(common) }, { weight: 1, arbitrary: fc.constantFrom(...rare) })
  const shape = fc.record({
    from: node, to: node, type: fc.nat(TYPES - 1), level: often(1, 2, 0), deprecated: often(0, 1), clearance: fc.nat(CLEARANCES - 1),
    startEarliest: often(-2147483648, 0, 10, 20), endLatest: often(2147483647, 5, 15, 25),
  })
  return fc.array(shape, { maxLength, size: 'max' }).map((list) => list.map((one, i) => ({ ...one, edge: i + 1, changed: 1 })))
}

export const graph = (): fc.Arbitrary<Rows> => fc.integer({ min: 3, max: 24 }).chain((nodes) =>
  edges(nodes).chain((list) => grounds(list).map((rest) => ({ sequence: 1, nodes: Array.from({ length: nodes }, (_, node) => nodeRow(node)), edges: list, grounds: rest }))))

/** The nodes that are sources. */
const SOURCES = 3

/** None to three pieces of evidence on each relation. */
export const grounds = (list: Rows['edges']): fc.Arbitrary<GroundRow[]> =>
  fc.array(fc.record({ edge: fc.constantFrom(...list.map(({ edge }) => edge), 1), source: fc.nat(SOURCES - 1), clearance: fc.nat(CLEARANCES) }), { maxLength: 2 * list.length, size: 'max' })

export interface Asked {
  readonly types: readonly number[]
  readonly includeProposed: boolean
  readonly asOf?: { readonly from: number; readonly to: number }
  /** The clearance that is kept from the viewer. */
  readonly withheld: number
  readonly includeDeprecated?: boolean
  readonly onlySources?: readonly number[]
  readonly withoutSources?: readonly number[]
  readonly avoid?: readonly number[]
}

export const asked = (): fc.Arbitrary<Asked> => fc.record({
  types: fc.oneof({ weight: 3, arbitrary: fc.constant([0, 1, 2]) }, { weight: 1, arbitrary: fc.subarray([0, 1, 2]) }),
  includeProposed: fc.boolean(),
  asOf: fc.option(fc.record({ from: fc.constantFrom(0, 7, 12), to: fc.constantFrom(12, 30) }), { nil: undefined }),
  withheld: fc.nat(CLEARANCES),
  more: fc.record({
    includeDeprecated: fc.boolean(), onlySources: fc.subarray([0, 1, 2]), withoutSources: fc.subarray([0, 1, 2]), avoid: fc.array(fc.nat(2), { maxLength: 2 }),
  }, { requiredKeys: [] }),
  plain: fc.boolean(),
}).map(({ asOf, more, plain, ...rest }) => ({ ...rest, ...(asOf && { asOf }), ...(plain ? {} : more) }))

export const filterOf = ({ withheld, ...filter }: Asked): WalkFilter => ({
  ...filter,
  cleared: { key: `not ${withheld}`, flags: (count) => Uint8Array.from({ length: count }, (_, i) => Number(i !== withheld)) },
})

/** The same graph as the oracle takes it. */
export function plainWalk({ edges: rows, grounds: pieces = [] }: Rows, { withheld, types, onlySources, withoutSources, avoid, ...filter }: Asked): Walk {
  const plain = rows.filter(({ level, from, to, clearance }) => level !== 0 && from !== to && clearance !== withheld)
    .map(({ edge, type, from, to, level, deprecated, startEarliest, endLatest }): PlainEdge => ({
      relation: relationId(edge), type: String(type), from: idOf(from), to: idOf(to), level, deprecated: deprecated === 1, bounds: { startEarliest, endLatest },
      grounds: pieces.filter((piece) => piece.edge === edge && piece.clearance !== withheld).map(({ source }) => idOf(source)),
    }))
  return new Walk(plain, {
    ...filter, types: types.map(String),
    ...(onlySources && { onlySources: onlySources.map(idOf) }), ...(withoutSources && { withoutSources: withoutSources.map(idOf) }), ...(avoid && { avoid: avoid.map(idOf) }),
  })
}

/** So that the order of ids is that of keys. */
const relationId = (edge: number): string => String(edge).padStart(9, '0')

type ConnectorsQuestion = Omit<ConnectorsWalk, keyof WalkFilter>
type PathsQuestion = Omit<PathsWalk, keyof WalkFilter>
type AmongQuestion = Omit<AmongWalk, keyof WalkFilter>

export function answererOf(snapshot: Snapshot): Answerer {
  return new Answerer(snapshot, new Memory())
}

export function snapshotOf(rows: Rows): Snapshot {
  const graph = new Graph(loaderOf(rows))
  graph.ground(loaderOf(rows))
  return graph.snapshot()
}

const sent = ({ cleared, ...filter }: WalkFilter) => ({ ...filter, cleared: { key: cleared.key, flags: cleared.flags(CLEARANCES + 1) } })

export function askConnectors(answerer: Answerer, of: Asked, question: ConnectorsQuestion, watch = new Watch()): WalkedConnectors {
  return answerer.answer({ what: 'connectors', walk: { ...question, ...sent(filterOf(of)) } }, watch) as WalkedConnectors
}

export function askPaths(answerer: Answerer, of: Asked, question: PathsQuestion, watch = new Watch()): WalkedPaths {
  return answerer.answer({ what: 'paths', walk: { ...question, ...sent(filterOf(of)) } }, watch) as WalkedPaths
}

export function askAmong(answerer: Answerer, of: Asked, question: AmongQuestion, watch = new Watch()): WalkedAmong {
  return answerer.answer({ what: 'among', walk: { ...question, ...sent(filterOf(of)) } }, watch) as WalkedAmong
}

/** What the oracle says, in node numbers and relation keys. */
export function plainAnswer(rows: Rows, of: Asked, { a, b, kinds, after, ...question }: ConnectorsQuestion): WalkedConnectors {
  const walk = plainWalk(rows, of)
  const numbers = new Map(rows.nodes.map(({ node, id }) => [id, node]))
  const kindOf = (id: string): Kind => KINDS[rows.nodes[numbers.get(id)!]!.kind]!
  const answer = plainConnectors(walk, kindOf, { ...question, a: idOf(a), b: idOf(b), kinds: kinds.map((kind) => KINDS[kind]!), ...(after && { after }) })
  return {
    sequence: rows.sequence, ...answer,
    rows: answer.rows.map(({ id, distance, strength, routes }) => ({ node: numbers.get(id)!, distance, strength, routes: routes.map((ids) => routeOf(walk, numbers, ids)) })),
  }
}

/** Without sources every path has as many, so that strength decides. */
export function plainPathsAnswer(rows: Rows, of: Asked, { from, to, through = [], ...question }: PathsQuestion): { paths: object[]; truncated: boolean } {
  const walk = plainWalk(rows, of)
  const numbers = new Map(rows.nodes.map(({ node, id }) => [id, node]))
  const { paths, truncated } = plainPaths(walk, () => [], { from: idOf(from), to: idOf(to), through: through.map(idOf), ...question })
  return { paths: paths.map((ids) => routeOf(walk, numbers, ids)), truncated }
}

export function plainAmongAnswer(rows: Rows, of: Asked, { set, kinds, ...question }: AmongQuestion): WalkedAmong {
  const numbers = new Map(rows.nodes.map(({ node, id }) => [id, node]))
  const kindOf = (id: string): Kind => KINDS[rows.nodes[numbers.get(id)!]!.kind]!
  const { pairs, total, rows: found } = plainAmong(plainWalk(rows, of), kindOf, { ...question, set: set.map(idOf), kinds: kinds.map((kind) => KINDS[kind]!) })
  const places = new Map(pairs.map(({ a, b }, i) => [`${a} ${b}`, i]))
  return {
    sequence: rows.sequence, totals: Int32Array.from(pairs, (pair) => pair.total), nearest: Uint8Array.from(pairs, ({ nearest = 0 }) => nearest), total,
    rows: found.map(({ id, best, ...row }) => ({ node: numbers.get(id)!, ...row, best: places.get(`${best.a} ${best.b}`)!, nearest: best.distance })),
  }
}

function routeOf(walk: Walk, numbers: ReadonlyMap<string, number>, ids: readonly string[]): { nodes: number[]; edges: number[][] } {
  return { nodes: ids.map((id) => numbers.get(id)!), edges: ids.slice(1).map((to, i) => walk.relations(ids[i]!, to).map(Number)) }
}
