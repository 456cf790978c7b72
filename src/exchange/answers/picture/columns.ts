import type { Box, Point } from './box.ts'

/** Layers have one x; rounding forgives arithmetic. */
export const columnOf = (x: number): number => Math.round(x)

/** Pixels between columns: at least, at most, and for each line more that meets one box there. */
const [LEAST, MOST, EACH] = [18, 64, 3]

/**
 * Columns moved as near to each other as their lines allow.
 * @param boxes all that stands in columns, lines' labels too
 * @param ends of lines: the box, and the column to which the line goes on
 * @returns for each x its new one, and how wide everything is
 */
export function spaced(boxes: readonly Box[], ends: readonly { readonly box: Box; readonly next: Point }[], margin: number): { readonly at: (x: number) => number; readonly width: number } {
  const half = halves(boxes)
  const columns = [...half.keys()].sort((x, y) => x - y)
  const fans = new Map<string, number>()
  for (const { box, next } of ends) {
    const side = `${columnOf(box.x)} ${next.x > box.x ? 1 : -1} ${box.y}`
    fans.set(side, (fans.get(side) ?? 0) + 1)
  }
  const fan = (column: number, side: 1 | -1): number => Math.max(0, ...[...fans].filter(([key]) => key.startsWith(`${column} ${side} `)).map(([, count]) => count))
  const places = new Map<number, number>()
  let x = margin
  for (const [i, column] of columns.entries()) {
    const before = columns[i - 1]
    if (before !== undefined) x += Math.min(MOST, LEAST + EACH * (Math.max(fan(before, 1), fan(column, -1)) - 1))
    places.set(column, x + half.get(column)!)
    x += 2 * half.get(column)!
  }
  return { at: (old) => places.get(columnOf(old)) ?? old, width: x + margin }
}

/** Half the width of every column. */
export function halves(boxes: readonly Box[]): Map<number, number> {
  const half = new Map<number, number>()
  for (const { x, width } of boxes) half.set(columnOf(x), Math.max(half.get(columnOf(x)) ?? 0, width / 2))
  return half
}
