import type { Item } from './pdf-lines.ts'

/** Letters at least so much larger than those of the text may be a picture. */
const HUGE = 3
/** A page that repeats so few characters is a pattern. */
const FEW = 3
const MANY = 200

/**
 * Leaves out letters that are drawn as a picture: of a size in which some, somewhere in the file, lie under other text, as
 * on covers; and pages of one pattern (0 1 1 0 …).
 */
export function withoutArt(sheets: readonly (readonly Item[])[], body: number): Item[][] {
  const sizes = new Set(sheets.flatMap((items) => items.filter((item) => item.size >= body * HUGE && items.some((other) => other.size < item.size * 0.7 && covers(item, other)))).map(({ size }) => rounded(size)))
  return sheets.map((items) => (isPattern(items) ? [] : items.filter(({ size }) => !sizes.has(rounded(size)))))
}

const rounded = (size: number): number => Math.round(size * 10)

/** Whether the middle of what is smaller lies within the letters. */
function covers(large: Item, small: Item): boolean {
  const [x, y] = [small.x + small.width / 2, small.y - small.size * 0.35]
  return large.text.trim().length > 1 && x > large.x && x < large.x + large.width && y < large.y && y > large.y - large.size * 0.75
}

function isPattern(items: readonly Item[]): boolean {
  const text = items.map((item) => item.text).join('').replace(/\s/g, '')
  return text.length >= MANY && new Set(text).size <= FEW
}
