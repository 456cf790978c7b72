import { nameKey } from '../names.ts'
import { bracketed, latinKey } from './latin.ts'
import { takenApart, type NameParts } from './parts.ts'
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
  const parts = takenApart(text)
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
    open: letters.length < 2 || letters.length > LONGEST_OPEN ? [] : openedUp(letters, `|${person === undefined ? parts.head : ''}`),
    pairs: pairsOf(letters),
  }
}

function openedUp(letters: readonly string[], end: string): string[] {
  return letters.map((_, open) => {
    let key = ''
    for (let i = 0; i < letters.length; i++) key += i === open ? '*' : letters[i]!
    return key + end
  })
}

function pairsOf(letters: readonly string[]): string[] {
  const pairs: string[] = []
  for (let i = 1; i < letters.length; i++) {
    const pair = letters[i - 1]! + letters[i]!
    if (!pairs.includes(pair)) pairs.push(pair)
  }
  return pairs
}
