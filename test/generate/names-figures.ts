import { newId } from '../../src/model/ids.ts'
import { compareNames, NameLookup } from '../../src/model/names/index.ts'
import { associations, CONTRACTIONS, foundations, nearlyEqual, RENAMED, renamings, shortForms, units, variants, type NamePair } from './names.ts'

/** How well the second name of pairs is found by the first. */
export interface Figures {
  readonly what: string
  readonly pairs: number
  /** Found as the first, and among the first ten. */
  readonly first: number
  readonly ten: number
  /** Stands for it by itself: the right one, or another. */
  readonly right: number
  readonly wrong: readonly string[]
}

/** All names of the sets, each an organization of its own. */
export function everyone(): NameLookup {
  const lookup = new NameLookup()
  for (const text of new Set([...associations(), ...foundations(), ...units(), ...CONTRACTIONS.map(({ b }) => b), ...RENAMED.map(({ b }) => b)])) {
    lookup.put({ id: newId(), name: text, kind: 'Organization', names: [{ text, sort: 'official' }] })
  }
  return lookup
}

export function figures(lookup: NameLookup, what: string, pairs: readonly NamePair[]): Figures {
  const found = { first: 0, ten: 0, right: 0, wrong: [] as string[] }
  for (const { a, b } of pairs) {
    const near = lookup.near(a)
    const at = near.findIndex(({ matched }) => matched === b)
    if (at === 0) found.first++
    if (at >= 0) found.ten++
    const certain = near.filter((one) => one.certain)
    if (certain.length === 1) {
      if (certain[0]!.matched === b) found.right++
      else found.wrong.push(`${a} → ${certain[0]!.matched}`)
    }
  }
  return { what, pairs: pairs.length, ...found }
}

/** Pairs of one body, by the way they differ. */
export function sameBodies(): { what: string; pairs: readonly NamePair[] }[] {
  const names = [...associations(), ...foundations()]
  return [
    ...variants(names), { what: 'short forms of the city’s list', pairs: shortForms() }, { what: 'contractions in use, by hand', pairs: CONTRACTIONS },
    { what: 'former names of foundations, made by rules', pairs: renamings(foundations()) }, { what: 'former names of foundations, by hand', pairs: RENAMED },
  ]
}

/** Of pairs of different bodies: how many there are, and which the comparison would join by itself. */
export function differentBodies(): { pairs: number; joined: readonly string[] } {
  const pairs = nearlyEqual(associations())
  return { pairs: pairs.length, joined: pairs.filter(({ a, b }) => compareNames(a, b, { kind: 'Organization' })?.certain === true).map(({ a, b }) => `${a} = ${b}`) }
}

/** Each name asked of an archive that has all others: whatever stands for it by itself is a false join. */
export function falseJoins(lookup: NameLookup, names: readonly string[]): string[] {
  return names.flatMap((name) => lookup.near(name, { first: 30 }).filter(({ matched, certain }) => certain && matched !== name).map(({ matched }) => `${name} → ${matched}`))
}
