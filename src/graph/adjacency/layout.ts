import { END, FACET, FROM, KEY, sharedBytes, sharedInts, START, STRIDE, TO, type EdgeList } from './columns.ts'
import { CODE_BITS, codeOf, RARE } from './facets.ts'

/** The columns that are made of edges; see `Snapshot`. */
export interface RowColumns {
  index: Int32Array
  rows: Int32Array
  keys: Int32Array
  spans: Int32Array
  rare: Int32Array
  out: Uint8Array
  /** Places in use. */
  used: number
}

/**
 * Lays edges out as sorted rows, in linear time: edges are gathered by node, then every node in turn
 * writes itself into the rows of its neighbours, which so come out sorted.
 * @param room factor by which more is reserved, for nodes and rows to come
 * @param facets how many there are
 */
export function layOut({ values, length }: EdgeList, nodes: number, room: number, facets: number): RowColumns {
  const edges = values.subarray(0, length * STRIDE)
  // 1: the empty row
  const used = 1 + nodes + 2 * length
  const places = Math.ceil(used * room)
  const index = sharedInts(Math.ceil(nodes * room))
  const [rows, keys, spans] = [sharedInts(places), sharedInts(places), sharedInts(2 * places)]
  const rare = sharedInts(facets > RARE ? places : 0)
  const out = sharedBytes(places)

  const sizes = sizesOf(edges, nodes)
  let place = 1
  for (const node of besideTheirHubs(edges, sizes)) {
    index[node] = place
    place += 1 + sizes[node]!
  }
  // laid out as the rows will be, so that one index serves both
  const incident = new Int32Array(used)
  for (let at = 0; at < edges.length; at += STRIDE) {
    for (let side = FROM; side <= TO; side++) {
      const row = index[edges[at + side]!]!
      incident[row + ++incident[row]!] = at
    }
  }
  for (let node = 0; node < nodes; node++) {
    const row = index[node]!
    for (let i = row + 1; i <= row + incident[row]!; i++) {
      const at = incident[i]!
      const from = edges[at + FROM]!
      const other = index[from === node ? edges[at + TO]! : from]!
      const half = other + ++rows[other]!
      const facet = edges[at + FACET]!
      rows[half] = node << CODE_BITS | codeOf(facet)
      keys[half] = edges[at + KEY]!
      spans[2 * half] = edges[at + START]!
      spans[2 * half + 1] = edges[at + END]!
      if (rare.length > 0) rare[half] = facet
      // this is the row of the other end
      if (from !== node) out[half] = 1
    }
  }
  return { index, rows, keys, spans, rare, out, used }
}

function sizesOf(edges: Int32Array, nodes: number): Int32Array {
  const sizes = new Int32Array(nodes)
  for (let at = 0; at < edges.length; at += STRIDE) {
    sizes[edges[at + FROM]!]!++
    sizes[edges[at + TO]!]!++
  }
  return sizes
}

/**
 * Nodes in the order of their largest neighbour, then of their numbers. What a hub leads to lies
 * together then, and is read in order: on the city of the benchmarks that made walks half as long.
 */
function besideTheirHubs(edges: Int32Array, sizes: Int32Array): Int32Array {
  const hubs = Int32Array.from(sizes, (_, node) => node)
  const offer = (node: number, neighbour: number): void => {
    if (sizes[neighbour]! > sizes[hubs[node]!]!) hubs[node] = neighbour
  }
  for (let at = 0; at < edges.length; at += STRIDE) {
    offer(edges[at + FROM]!, edges[at + TO]!)
    offer(edges[at + TO]!, edges[at + FROM]!)
  }
  const places = new Int32Array(sizes.length + 1)
  for (const hub of hubs) places[hub + 1]!++
  for (let hub = 0; hub < sizes.length; hub++) places[hub + 1]! += places[hub]!
  const order = new Int32Array(sizes.length)
  hubs.forEach((hub, node) => {
    order[places[hub]!++] = node
  })
  return order
}
