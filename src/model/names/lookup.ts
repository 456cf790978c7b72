import type { Id } from '../ids.ts'
import type { Kind, Name } from '../records.ts'
import { compareNames, type Likeness } from './compare.ts'
import { keysOf, type NameKeys } from './keys.ts'
import { bareKey, nameKey } from '../names.ts'
import { isContracted, mayContract } from './short.ts'
import { Postings } from './postings.ts'

/** What bears names, as a lookup knows it. */
export interface Named {
  readonly id: Id
  readonly name: string
  readonly kind: Kind
  readonly names: readonly Pick<Name, 'text' | 'sort'>[]
}

export interface Near extends Likeness {
  readonly entity: Pick<Named, 'id' | 'name' | 'kind'>
  /** The name that matched. */
  readonly matched: string
}

/** Cores that more names share say nothing; those of the lowest ids are compared. */
const CROWD = 150
/** Names compared for having parts of the core in common, those with the largest share first. */
const CLOSEST = 80
/** Ends of names are kept by these many characters; so many names are compared with a longer one. */
const [TAILS, COMPARED] = [[6, 4, 3, 2, 1], 500]
/** Short forms are no longer than this; those asked for by the full name are shorter. */
const [SHORT, SHORTER] = [8, 4]

/** Names by everything that may make two of them alike, in memory: a lookup among 200,000 takes milliseconds. */
export class NameLookup {
  readonly #bearers: Named[] = []
  readonly #texts: string[] = []
  readonly #sorts: Name['sort'][] = []
  readonly #slots = new Map<Id, number[]>()
  readonly #whole = new Postings()
  readonly #core = new Postings()
  readonly #open = new Postings()
  readonly #pairs = new Postings()
  /** Characters of names that are called by contractions. */
  readonly #letters = new Postings()
  /** Short names by their last character. */
  readonly #short = new Postings()
  /** Names by their last one to four, and six, characters. */
  readonly #tails = new Postings()
  /** Characters that are in any name. */
  readonly #chars = new Set<string>()
  /** Pairs of characters in the core of each name. */
  readonly #lengthsOfCores: number[] = []
  /** How long names are that begin with these two characters. */
  readonly #lengths = new Map<string, Set<number>>()
  #dead = 0

  get size(): number {
    return this.#slots.size
  }

  /** Share of what it holds that was replaced: above a half it is better built anew. */
  get waste(): number {
    return this.#texts.length === 0 ? 0 : this.#dead / this.#texts.length
  }

  has(id: Id): boolean {
    return this.#slots.has(id)
  }

  /** Everything that bears a name, each once. */
  *bearers(): IterableIterator<Near['entity']> {
    for (const [slot] of this.#slots.values()) if (slot !== undefined) yield this.#bearers[slot]!
  }

  /** Adds an entity, or replaces what was known of it. */
  put(entity: Named): void {
    this.remove(entity.id)
    const bearer = { id: entity.id, name: entity.name, kind: entity.kind, names: [] }
    const slots: number[] = []
    for (const { text, sort } of entity.names) {
      const slot = this.#texts.length
      this.#texts.push(text)
      this.#sorts.push(sort)
      this.#bearers.push(bearer)
      slots.push(slot)
      this.#post(keysOf(text), slot)
    }
    this.#slots.set(entity.id, slots)
  }

  #post({ parts, whole, core, open, pairs }: NameKeys, slot: number): void {
    for (const key of whole) {
      this.#whole.add(key, slot)
      if (key.length < 2) continue
      const lengths = this.#lengths.get(key.slice(0, 2))
      if (lengths === undefined) this.#lengths.set(key.slice(0, 2), new Set([key.length]))
      else lengths.add(key.length)
    }
    for (const key of core) this.#core.add(key, slot)
    for (const key of open) this.#open.add(key, slot)
    for (const key of pairs) this.#pairs.add(key, slot)
    this.#lengthsOfCores[slot] = pairs.length
    if (isContracted(parts.head)) for (const letter of new Set(parts.bare)) this.#letters.add(letter, slot)
    if (parts.bare.length <= SHORTER) this.#short.add(parts.bare.slice(-1), slot)
    for (const length of TAILS) if (parts.bare.length > length) this.#tails.add(parts.bare.slice(-length), slot)
    for (const char of parts.key) this.#chars.add(char)
  }

  remove(id: Id): void {
    for (const slot of this.#slots.get(id) ?? []) {
      this.#texts[slot] = ''
      this.#dead++
    }
    this.#slots.delete(id)
  }

  /** Entities that have exactly this key, bare key, or the like; with the length of keys that begin with two characters. */
  bearersOf(key: string): Named[] {
    return [...new Set(this.#whole.get(key).filter((slot) => this.#texts[slot] !== '').map((slot) => this.#bearers[slot]!))]
  }

  /** Lengths of keys that begin with these two characters, the longest first. */
  lengthsOf(start: string): number[] {
    return [...this.#lengths.get(start) ?? []].sort((a, b) => b - a)
  }

  /** Entities with a name like this one, best first, each by its best name. */
  near(text: string, { kind, first = 10 }: { kind?: Kind; first?: number } = {}): Near[] {
    const best = new Map<Id, Near>()
    for (const slot of this.#candidates(text)) {
      const bearer = this.#bearers[slot]!
      const matched = this.#texts[slot]!
      if (matched === '' || (kind !== undefined && bearer.kind !== kind)) continue
      const like = compareNames(text, matched, { kind: bearer.kind, sort: this.#sorts[slot]! })
      const before = best.get(bearer.id)
      if (like !== undefined && (before === undefined || before.score < like.score)) best.set(bearer.id, { entity: { id: bearer.id, name: bearer.name, kind: bearer.kind }, matched, ...like })
    }
    return [...best.values()].sort((x, y) => y.score - x.score || (x.entity.id < y.entity.id ? -1 : 1)).slice(0, first)
  }

  /** Entities whose names this key certainly contracts, best first. */
  contracted(key: string): Near[] {
    if (!mayContract(key)) return []
    const slots = this.#letters.holding(key).filter((slot) => this.#texts[slot] !== '')
    const best = new Map<Id, Near>()
    for (const slot of slots) {
      const { id, name, kind } = this.#bearers[slot]!
      const like = compareNames(key, this.#texts[slot]!, { kind, sort: this.#sorts[slot]! })
      if (like?.reason === 'short' && like.certain && (best.get(id)?.score ?? 0) < like.score) best.set(id, { entity: { id, name, kind }, matched: this.#texts[slot]!, ...like })
    }
    return [...best.values()].sort((x, y) => y.score - x.score || (x.entity.id < y.entity.id ? -1 : 1))
  }

  /** Persons whose name in Latin letters ends with this word: Kearns for Peter Kearns. */
  surnamed(word: string): Near[] {
    const found = new Map<Id, Near>()
    for (const slot of this.#closest(keysOf(word).pairs)) {
      const { id, name, kind } = this.#bearers[slot]!
      const text = this.#texts[slot]!
      const words = text.split(/\s+/)
      if (kind !== 'Person' || words.length < 2 || nameKey(words.at(-1)!) !== nameKey(word)) continue
      found.set(id, { entity: { id, name, kind }, matched: text, reason: 'short', score: 0.6, certain: false, for: ['只有姓 (the surname alone)'], against: [] })
    }
    return [...found.values()].sort((x, y) => (x.entity.id < y.entity.id ? -1 : 1))
  }

  /** Entities a name of which begins or ends with this and has more: 七要項 for 推動學習城市的七要項. */
  parted(text: string, by: 'start' | 'end'): Near[] {
    const key = nameKey(text)
    const found = new Map<Id, Near>()
    for (const slot of this.#closest(keysOf(text).pairs)) {
      const { id, name, kind } = this.#bearers[slot]!
      const matched = this.#texts[slot]!
      const whole = nameKey(matched)
      if (matched === '' || whole.length <= key.length || !(by === 'end' ? whole.endsWith(key) : whole.startsWith(key))) continue
      found.set(id, { entity: { id, name, kind }, matched, reason: 'short', score: 0.6, certain: false, for: [by === 'end' ? '名稱的後半 (the end of the name)' : '名稱的前半 (the beginning of the name)'], against: [] })
    }
    return [...found.values()].sort((x, y) => (x.entity.id < y.entity.id ? -1 : 1))
  }

  /** What kinds of entities have names that end with this and have more before it: 扶輪社, 托育家園; of fewer than `least` none. */
  endingWith(text: string, least: number): Kind[] {
    const key = nameKey(text)
    const length = TAILS.find((one) => one <= key.length)
    if (length === undefined) return []
    const slots = this.#tails.get(key.slice(-length))
    const kinds = new Map<Kind, number>()
    let found = 0
    for (const slot of slots.slice(0, COMPARED)) {
      const matched = this.#texts[slot]!
      if (matched === '' || (key.length > length && (!bareKey(matched).endsWith(key) || bareKey(matched).length === key.length))) continue
      found++
      kinds.set(this.#bearers[slot]!.kind, (kinds.get(this.#bearers[slot]!.kind) ?? 0) + 1)
    }
    return found < least ? [] : [...kinds.keys()]
  }

  /** Whether any name has or had this character of a key. */
  hasLetter(char: string): boolean {
    return this.#chars.has(char)
  }

  #candidates(text: string): Set<number> {
    const { parts, whole, core, open, pairs } = keysOf(text)
    const found = new Set<number>()
    const take = (slots: readonly number[], most = CROWD): void => {
      for (const slot of slots.length > most ? slots.slice(0, most) : slots) found.add(slot)
    }
    for (const key of [...whole, nameKey(text)]) take(this.#whole.get(key))
    for (const key of open) take(this.#open.get(key))
    for (const key of core) take(this.#core.get(key))
    if (parts.bare.length <= SHORT) take(this.#letters.holding(parts.bare))
    // the full name may be asked where only the short one is known
    if (isContracted(parts.head)) take(this.#short.get(parts.bare.slice(-1)).filter((slot) => isWithin(this.#texts[slot]!, parts.bare)))
    take(this.#closest(pairs))
    return found
  }

  /** Names that share the most pairs of characters with these, of all that both have. */
  #closest(pairs: readonly string[]): number[] {
    const best: { slot: number; share: number }[] = []
    for (const [slot, count] of this.#pairs.counts(pairs)) {
      if (count * 3 < pairs.length) continue
      const share = count / (pairs.length + this.#lengthsOfCores[slot]!)
      if (best.length === CLOSEST && share <= best.at(-1)!.share) continue
      // those that come later stand behind their equals
      let at = best.length
      while (at > 0 && best[at - 1]!.share < share) at--
      best.splice(at, 0, { slot, share })
      if (best.length > CLOSEST) best.pop()
    }
    return best.map(({ slot }) => slot)
  }
}

/** Whether the characters of a short name stand in this order in a key. */
function isWithin(short: string, key: string): boolean {
  const said = nameKey(short)
  if (said.length >= key.length) return false
  let at = -1
  for (const letter of said) {
    at = key.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return true
}
