import order from 'cnchar-order'
import { memo } from '../memo.ts'
import { CONTRASTS } from './words.ts'
import { nameKey } from '../names.ts'

/**
 * How alike two characters look, by the order of their strokes (cnchar-order: the 6,939 characters of the
 * general standard table, one letter a stroke). Characters are folded, so that Traditional ones are found.
 */
const STROKES = order.dict.orders

/** Letters below this share look different: 孜 and 玟 are at a half, of pairs of common characters one in twenty is. */
export const ALIKE = 0.5

/** 0 to 1: one less the strokes to change, of the strokes there are. One within the other (曼 in 嫚) counts more. */
export function likeness(a: string, b: string): number {
  return a < b ? measure(a + b) : measure(b + a)
}

const measure = memo(50_000, (pair: string): number => {
  const [x = '', y = ''] = pair
  const [a, b] = [STROKES[x], STROKES[y]]
  if (a === undefined || b === undefined) return 0
  const share = 1 - distance(a, b) / Math.max(a.length, b.length)
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 4 && (long.startsWith(short) || long.endsWith(short)) ? Math.max(share, 0.75) : share
})

/** Whether these two are a pair that tells names apart: 東 and 西, 第一 and 第二. */
export function contrasts(a: string, b: string): boolean {
  return GROUPS.some((group) => group.includes(a) && group.includes(b))
}
const GROUPS = [...CONTRASTS.map(nameKey), '0123456789', '一二三四五六七八九十百千0123456789', 'abcdefghijklmnopqrstuvwxyz']

function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) row[j] = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    before = row
  }
  return before[b.length]!
}
