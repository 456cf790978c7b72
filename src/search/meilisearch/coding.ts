import { createHash } from 'node:crypto'
import { memo } from '../../model/memo.ts'

/** A word that Meilisearch drops silently is longer than 250 bytes. */
const LONGEST = 240
/** Characters up to here take three digits of base 36. */
const THREE = 36 ** 3

/**
 * A token of ours as one word that Meilisearch neither cuts nor folds: small letters and digits, with a
 * first letter that says how to read it, so that no two tokens share a word. (Its own segmentation knows
 * Simplified words only, and would leave single characters of ours.)
 */
export const coded = memo(200_000, (token: string): string => {
  if (/^[a-z0-9]+$/.test(token) && token.length < LONGEST) return `a${token}`
  const points = [...token].map((char) => char.codePointAt(0)!)
  const short = points.every((point) => point < THREE)
  const word = `${short ? 'h' : 'x'}${points.map((point) => point.toString(36).padStart(short ? 3 : 4, '0')).join('')}`
  return word.length <= LONGEST ? word : `z${createHash('sha256').update(token).digest('hex')}`
})
