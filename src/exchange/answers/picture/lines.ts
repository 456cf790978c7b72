import { columnOf, halves } from './columns.ts'
import type { Box, Point } from './box.ts'

/** A line on its way: the boxes it begins and ends at, and the middles of the columns it passes in between. */
export interface Way {
  readonly from: Box
  readonly to: Box
  readonly through: readonly Point[]
}

/**
 * Where lines run: straight across every column, so that none crosses what stands in it, and slanting only between
 * columns. Those that meet a box on one side share its height, in the order in which they come.
 * @param boxes all that stands in columns, lines' labels too: what has the same x stands in one column
 */
export function routed(ways: readonly Way[], boxes: readonly Box[]): Point[][] {
  const half = halves(boxes)
  const ports = portsOf(endsOf(ways))
  return ways.map(({ from, to, through }, i) => {
    const [out, into] = [ports[2 * i]!, ports[2 * i + 1]!]
    const edge = ({ x, y }: Point, side: number): Point => ({ x: x + side * (half.get(columnOf(x)) ?? 0), y })
    const forward = Math.sign((through[0] ?? to).x - from.x) || 1
    return [
      out, edge({ x: from.x, y: out.y }, forward),
      ...through.flatMap((point) => [edge(point, -forward), edge(point, forward)]),
      edge({ x: to.x, y: into.y }, -forward), into,
    ].filter((point, at, all) => at === 0 || point.x !== all[at - 1]!.x || point.y !== all[at - 1]!.y)
  })
}

/** Each line's beginning and end, one after the other. */
export const endsOf = (ways: readonly Way[]): { readonly box: Box; readonly next: Point }[] => ways.flatMap(({ from, to, through }) => [
  { box: from, next: through[0] ?? to },
  { box: to, next: through.at(-1) ?? from },
])

/** Points on the sides of boxes. */
function portsOf(ends: readonly { readonly box: Box; readonly next: Point }[]): Point[] {
  const sides = Map.groupBy(ends.keys(), (i) => `${ends[i]!.box.x} ${ends[i]!.box.y} ${ends[i]!.next.x > ends[i]!.box.x ? 1 : -1}`)
  const ports: Point[] = []
  for (const side of sides.values()) {
    const sorted = [...side].sort((i, j) => ends[i]!.next.y - ends[j]!.next.y || i - j)
    for (const [at, i] of sorted.entries()) {
      const { box: { x, y, width, height }, next } = ends[i]!
      const share = sorted.length === 1 ? 0 : at / (sorted.length - 1) - 0.5
      ports[i] = { x: x + (Math.sign(next.x - x) || 1) * (width / 2), y: y + share * (height - CORNER) }
    }
  }
  return ports
}

/** Pixels above and below that lines keep away from corners. */
const CORNER = 12
