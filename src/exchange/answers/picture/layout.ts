import { Graph, layout } from '@dagrejs/dagre'
import type { Box, Point } from './box.ts'
import { spaced } from './columns.ts'
import { endsOf, routed, type Way } from './lines.ts'
import { widthOf, wrapped } from './measure.ts'
import type { Plan, PlannedEdge, PlannedNode } from './plan.ts'

/** Pixels; the letters of entities and of what stands at lines. */
export const [LETTER, SMALL] = [14, 12]
/** From line to line, in heights of letters. */
export const LINE = 1.35
/** Lines of a name; em of a label. */
const [NODE_LINES, LABEL_WIDTH] = [3, 16]
/** Pixels between arrows that meet at one box, and the highest such box. */
const [ARROWS, HIGHEST] = [9, 240]
/** Pixels around it all. */
const MARGIN = 8

export interface Layout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly (PlannedNode & { readonly box: Box })[]
  readonly edges: readonly (PlannedEdge & { readonly points: readonly Point[]; readonly label: Box })[]
}

/**
 * Everything in its place, in layers from left to right (Gansner et al. 1993, by dagre). x and y of a box are its middle.
 * @param em where names are broken into lines
 */
export function layoutOf({ nodes, edges }: Plan, em: number): Layout {
  const lines = new Map<string, number>()
  for (const { from, to } of edges) for (const id of [from, to]) lines.set(id, (lines.get(id) ?? 0) + 1)
  const graph = new Graph({ multigraph: false })
  graph.setGraph({ rankdir: 'LR', nodesep: 7, edgesep: 7, ranksep: 40, marginx: MARGIN, marginy: MARGIN })
  graph.setDefaultEdgeLabel(() => ({}))
  const boxes = new Map(nodes.map(({ entity }) => {
    const words = wrapped(entity.name, em, NODE_LINES)
    const height = Math.max(words.length * LETTER * LINE + 7, Math.min(HIGHEST, (lines.get(entity.id) ?? 0) * ARROWS))
    return [entity.id, { lines: words, width: Math.max(...words.map(widthOf)) * LETTER + 28, height }] as const
  }))
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height })
  const labels = edges.map(({ labels: lines }) => {
    const all = lines.flatMap((line) => wrapped(line, LABEL_WIDTH, 2))
    return { lines: all, width: Math.max(...all.map(widthOf)) * SMALL + 8, height: all.length * SMALL * LINE + 2 }
  })
  for (const [i, { from, to }] of edges.entries()) graph.setEdge(from, to, { width: labels[i]!.width, height: labels[i]!.height, labelpos: 'c', minlen: 1 })
  layout(graph)
  const { height = 0 } = graph.graph() as { height?: number }
  const boxOf = (id: string): Box => {
    const { x, y } = graph.node(id) as Point
    return { ...boxes.get(id)!, x, y }
  }
  const placed = nodes.map((node) => ({ ...node, box: boxOf(node.entity.id) }))
  const named = edges.map((edge, i) => {
    const { points, x, y } = graph.edge(edge.from, edge.to) as { points: Point[]; x: number; y: number }
    // the first and the last are where it meets its boxes, between them is the middle of every column
    return { ...edge, through: points.slice(1, -1), label: { ...labels[i]!, x, y } }
  })
  const ways = named.map(({ from, to, through }): Way => ({ from: boxOf(from), to: boxOf(to), through }))
  const boxed = [...placed.map(({ box }) => box), ...named.map(({ label }) => label)]
  const { at, width } = spaced(boxed, endsOf(ways), MARGIN)
  const moved = <P extends Point>(point: P): P => ({ ...point, x: at(point.x) })
  const points = routed(ways.map(({ from, to, through }) => ({ from: moved(from), to: moved(to), through: through.map(moved) })), boxed.map(moved))
  return {
    width, height,
    nodes: placed.map((node) => ({ ...node, box: moved(node.box) })),
    edges: named.map(({ through: _, ...edge }, i) => ({ ...edge, label: moved(edge.label), points: points[i]! })),
  }
}
