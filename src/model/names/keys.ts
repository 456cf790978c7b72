import { nameKey } from '../names.ts'
import { bracketed, latinKey } from './latin.ts'
import { partsOf, type NameParts } from './parts.ts'
import { titled } from './titles.ts'

/** Keys of which one must be equal for two names to be alike; contractions apart. `partsOf` and `compareNames` decide. */
export interface NameKeys {
  readonly parts: NameParts
  /** Equal in one: printed, key, alias, titled, bracketed, translated, bare. */
  readonly whole: readonly string[]
  /** Equal in one: place, core. */
  readonly core: readonly string[]
  /** Equal in one: similar. The name's own part with one character left open. */
  readonly open: readonly string[]
  /** Most in common: cores that are close. Pairs of neighbouring characters of the core. */
  readonly pairs: readonly string[]
}

/** Names whose own part is longer hold so many characters that one of them hardly matters to pairs. */
const LONGEST_OPEN = 5

export function keysOf(text: string): NameKeys {
  const parts = partsOf(text)
  const [latin, person, both] = [latinKey(text), titled(text), bracketed(text)]
  const whole = new Set([parts.key, parts.bare])
  if (latin !== undefined) whole.add(latin)
  if (person !== undefined) whole.add(nameKey(person.name))
  if (both !== undefined) whole.add(nameKey(both.name)).add(nameKey(both.abbreviation))
  whole.delete('')
  const own = person === undefined ? parts.core : nameKey(person.name)
  const letters = [...own]
  return {
    parts, whole: [...whole], core: [...new Set([own, parts.bare, parts.local])].filter((key) => key !== ''),
    open: letters.length < 2 || letters.length > LONGEST_OPEN ? [] : letters.map((_, i) => `${letters.slice(0, i).join('')}*${letters.slice(i + 1).join('')}|${person === undefined ? parts.head : ''}`),
    pairs: [...new Set(letters.slice(1).map((letter, i) => letters[i]! + letter))],
  }
}
