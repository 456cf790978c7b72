/** `entity` by kind, `relation` by type, `evidence` and `content` by nothing. */
export type Counted = 'entity' | 'relation' | 'evidence' | 'content'

export type TallyRow = {
  readonly what: Counted
  readonly word: string
  readonly clearance: number
  readonly difference: number
}

/**
 * How many published records there are, by kind or type and by clearance: kept with every changeset,
 * because counting a million records for each question would take longer than answering it.
 */
export class Tally {
  readonly #changes = new Map<string, number>()

  add(what: Counted, word: string, clearance: number, difference: number): void {
    const key = `${what} ${word} ${clearance}`
    this.#changes.set(key, (this.#changes.get(key) ?? 0) + difference)
  }

  rows(): TallyRow[] {
    return [...this.#changes].filter(([, difference]) => difference !== 0).map(([key, difference]) => {
      const [what, word, clearance] = key.split(' ') as [Counted, string, string]
      return { what, word, clearance: Number(clearance), difference }
    })
  }
}
