import { nameKey } from '../model/names.ts'

/** A sentence as one key, each letter of which knows where it is from; marks that end a phrase stay as they are. */
export class Keyed {
  readonly #sentence: string
  /** For each letter of the key: where in the sentence it begins and ends. */
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly key: string

  constructor(sentence: string) {
    this.#sentence = sentence
    let key = ''
    let at = 0
    for (const char of sentence) {
      const letters = IGNORED.test(char) ? '' : nameKey(char)
      for (let i = 0; i < letters.length; i++) {
        this.#from.push(at)
        this.#to.push(at + char.length)
      }
      key += letters
      at += char.length
    }
    this.key = key
  }

  /** Whether a stretch of the key cuts no word in Latin letters or figures in two, nor a character. */
  isWhole(at: number, until: number): boolean {
    const [start, end] = [this.#from[at]!, this.#to[until - 1]!]
    const cuts = (before: string | undefined, after: string | undefined): boolean => before !== undefined && after !== undefined && WORD.test(before) && WORD.test(after)
    return this.#from[at - 1] !== start && this.#from[until] !== this.#from[until - 1] && !cuts(this.#sentence[start - 1], this.#sentence[start]) && !cuts(this.#sentence[end - 1], this.#sentence[end])
  }

  part(at: number, until: number): { start: number; end: number; text: string } {
    const [start, end] = [this.#from[at]!, this.#to[until - 1]!]
    return { start, end, text: this.#sentence.slice(start, end) }
  }
}

/** Inside a name; other marks end it. */
const IGNORED = /[\s·・‧．.\-–—'’"“”「」『』()（）]/u
const WORD = /[\p{Script=Latin}\p{N}]/u
