import { deepStrictEqual, ok } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { Graph } from '../../../src/graph/adjacency/graph.ts'
import type { Snapshot } from '../../../src/graph/adjacency/snapshot.ts'
import { bytesOf } from '../../../src/graph/adjacency/snapshot.ts'
import { askConnectors, answererOf, edgeRow, edges, grounds, idOf, loaderOf, nodeRow, plainAnswer, snapshotOf, type Rows } from './graphs.ts'

const NODES = 12

/** What a snapshot says, whatever places and facet numbers it uses. */
function said(snapshot: Snapshot): object {
  const { index, rows, keys, spans, rare, out, facets } = snapshot
  const rowOf = (node: number): object[] => Array.from({ length: rows[index[node]!]! }, (_, i) => {
    const place = index[node]! + 1 + i
    const code = rows[place]! & 255
    const facet = code === 255 ? rare[place]! : code
    return { neighbour: rows[place]! >> 8, key: keys[place], out: out[place], span: [spans[2 * place], spans[2 * place + 1]], facet: [...facets.subarray(3 * facet, 3 * facet + 3)] }
  })
  return {
    sequence: snapshot.sequence, nodes: snapshot.nodes, edges: snapshot.edges,
    rows: Array.from({ length: snapshot.nodes }, (_, node) => rowOf(node).toSorted((x, y) => JSON.stringify(x) < JSON.stringify(y) ? -1 : 1)),
    kinds: [...snapshot.kinds.subarray(0, snapshot.nodes)],
    ids: [...snapshot.ids.subarray(0, 4 * snapshot.nodes)],
  }
}

const isSorted = ({ nodes, index, rows }: Snapshot): boolean => Array.from({ length: nodes }, (_, node) => node).every((node) => {
  const row = [...rows.subarray(index[node]! + 1, index[node]! + 1 + rows[index[node]!]!)].map((half) => half >> 8)
  return row.every((neighbour, i) => i === 0 || row[i - 1]! <= neighbour)
})

/** The store after some edges were entered or changed, and a few nodes. */
function changed(rows: Rows, edits: readonly Rows['edges'][number][], kinds: readonly number[]): Rows {
  const sequence = rows.sequence + 1
  const byKey = new Map(rows.edges.map((edge) => [edge.edge, edge]))
  for (const edge of edits) byKey.set(edge.edge, { ...edge, changed: sequence })
  const nodes = rows.nodes.map((node, i) => (kinds.includes(i) ? { ...node, kind: (node.kind + 1) % 5, changed: sequence } : node))
  nodes.push(nodeRow(nodes.length, 1, sequence))
  return { sequence, nodes, edges: [...byKey.values()] }
}

const steps = fc.array(fc.tuple(edges(NODES, 12), fc.array(fc.nat(NODES - 1), { maxLength: 2 }), fc.boolean()), { minLength: 1, maxLength: 8 })
const start = (list: Rows['edges']): Rows => ({ sequence: 1, nodes: Array.from({ length: NODES }, (_, node) => nodeRow(node)), edges: list })

t.test('a graph that followed every change is the graph built anew', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(edges(NODES, 30), steps, (list, edits) => {
    let rows = start(list)
    const graph = new Graph(loaderOf(rows))
    for (const [edited, kinds, inPlace] of edits) {
      rows = changed(rows, edited, kinds)
      graph.follow(loaderOf(rows), inPlace)
      deepStrictEqual(said(graph.snapshot()), said(snapshotOf(rows)))
      ok(isSorted(graph.snapshot()))
    }
  }), { numRuns: 300 }))
})

t.test('what relations rest on follows every change, too', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(edges(NODES, 30).chain((list) => fc.tuple(fc.constant(list), grounds(list))), steps, fc.nat(3), (([list, first], edits, since) => {
    let rows: Rows = { ...start(list), grounds: first }
    const graph = new Graph(loaderOf(rows))
    edits.forEach(([edited, kinds, inPlace], i) => {
      if (i === since) graph.ground(loaderOf(rows))
      // the evidence of a relation changes with it
      const keys = new Set(edited.map(({ edge }) => edge))
      rows = { ...changed(rows, edited, kinds), grounds: rows.grounds!.filter(({ edge }) => !keys.has(edge) || edge % 2 === 0).map((piece) => (keys.has(piece.edge) ? { ...piece, source: (piece.source + 1) % 3 } : piece)) }
      graph.follow(loaderOf(rows), inPlace)
    })
    if (edits.length <= since) graph.ground(loaderOf(rows))
    const { grounds: kept, clearances } = graph.snapshot()
    const said = Array.from({ length: kept!.count }, (_, i) => ({ edge: kept!.pieces[3 * i]!, source: kept!.pieces[3 * i + 1]!, clearance: kept!.pieces[3 * i + 2]! }))
    const sorted = (pieces: readonly object[]): string[] => pieces.map((piece) => JSON.stringify(piece)).sort()
    deepStrictEqual(sorted(said), sorted(rows.grounds!))
    ok(rows.grounds!.every(({ clearance }) => clearance < clearances))
  })), { numRuns: 200 }))
})

t.test('a snapshot that is being walked stays as it is', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(edges(NODES, 30), steps, (list, edits) => {
    let rows = start(list)
    const graph = new Graph(loaderOf(rows))
    const before = graph.snapshot()
    const then = said(before)
    for (const [edited, kinds] of edits) {
      rows = changed(rows, edited, kinds)
      graph.follow(loaderOf(rows), false)
      deepStrictEqual(said(before), then)
    }
  }), { numRuns: 100 }))
})

t.test('rows given up are cleared away, so that memory stays in proportion to the graph', async (t) => {
  let rows = start(Array.from({ length: 40 }, (_, i) => edgeRow(i + 1, i % NODES, (i * 5 + 1) % NODES)))
  const graph = new Graph(loaderOf(rows))
  for (let i = 0; i < 500; i++) {
    rows = changed(rows, [edgeRow(1 + (i % 40), i % NODES, (i + 3) % NODES)], [])
    graph.follow(loaderOf(rows), true)
  }
  t.same(said(graph.snapshot()), said(snapshotOf(rows)))
  t.ok(bytesOf(graph.snapshot()) < 4 * bytesOf(snapshotOf(rows)), `${bytesOf(graph.snapshot())} bytes, built anew ${bytesOf(snapshotOf(rows))}`)
})

t.test('an archive with more combinations of type, level and rights than fit into a byte is walked alike', async (t) => {
  const MANY = 700
  const rows: Rows = { sequence: 1, nodes: [nodeRow(0), nodeRow(1)], edges: [] }
  for (let i = 0; i < MANY; i++) {
    const node = rows.nodes.push(nodeRow(rows.nodes.length)) - 1
    rows.edges.push(edgeRow(2 * i + 1, 0, node, { clearance: i }), edgeRow(2 * i + 2, node, 1, { clearance: i, type: i % 3 }))
  }
  const graph = new Graph(loaderOf({ ...rows, edges: rows.edges.slice(0, 200) }))
  const later = { ...rows, sequence: 2, edges: rows.edges.map((edge, i) => (i < 200 ? edge : { ...edge, changed: 2 })) }
  graph.follow(loaderOf(later), true)
  for (const snapshot of [graph.snapshot(), snapshotOf(later)]) {
    t.equal(snapshot.clearances, MANY)
    for (const withheld of [3, 650]) {
      const question = { a: 0, b: 1, kinds: [0, 1, 2], maxHops: 4, first: 1_000, routes: 1 }
      const of = { types: [0, 1], includeProposed: false, withheld }
      const flags = Uint8Array.from({ length: MANY }, (_, i) => Number(i !== withheld))
      const walk = { ...question, types: of.types, includeProposed: false, cleared: { key: 'x', flags } }
      t.same(answererOf(snapshot).answer({ what: 'connectors', walk }, { spend() {} } as never), plainAnswer(later, of, question))
    }
  }
})

t.test('ids are kept whole and in order', async (t) => {
  const rows = start([edgeRow(1, 0, 1), edgeRow(2, 1, 2)])
  const { ids } = snapshotOf(rows)
  const text = (node: number): string => [0, 1, 2, 3].map((word) => ids[4 * node + word]!.toString(16).padStart(8, '0')).join('')
  for (const { node } of rows.nodes) t.equal(text(node), idOf(node).replaceAll('-', ''))
  t.same(askConnectors(answererOf(snapshotOf(rows)), { types: [0], includeProposed: false, withheld: -1 }, { a: 0, b: 2, kinds: [1], maxHops: 2, first: 1, routes: 1 }).rows.map((row) => row.node), [1])
})
