import type { Name } from '../records.ts'
import { nameKey } from '../names.ts'
import { compareNames } from './compare.ts'
import type { NameKeys } from './keys.ts'
import { Postings } from './postings.ts'
import { isContracted, mayContract } from './short.ts'

interface Called {
  /** Of whoever bears it, in a list. */
  readonly place: number
  readonly text: string
  readonly sort: Name['sort']
}

/** Names of organizations that are called by contractions: 北美館 for 臺北市立美術館. */
export class Contractions {
  readonly #letters = new Postings()
  readonly #names: Called[] = []

  add({ parts: { head, bare } }: NameKeys, name: Called): void {
    if (!isContracted(head)) return
    const slot = this.#names.push(name) - 1
    for (const letter of new Set(bare)) this.#letters.add(letter, slot)
  }

  /** Places of those whose names this certainly contracts. */
  of(text: string): number[] {
    const key = nameKey(text)
    if (!mayContract(key)) return []
    return this.#letters.holding(key).flatMap((slot) => {
      const { place, text: full, sort } = this.#names[slot]!
      const like = compareNames(text, full, { kind: 'Organization', sort })
      return like?.reason === 'short' && like.certain ? [place] : []
    })
  }
}
