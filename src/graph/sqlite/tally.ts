import type { Connection } from './connection.ts'

export const COUNTED = { entity: 0, relation: 1, evidence: 2, content: 3 } as const

/**
 * How many published records there are, by kind or type and by clearance: kept with every changeset,
 * because counting a million rows for each viewer would hold the event loop.
 */
export class Tally {
  readonly #connection: Connection
  /** what · 2^40 + word · 2^24 + clearance → difference */
  readonly #changes = new Map<number, number>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  add(what: number, word: number, clearance: number, difference: number): void {
    const key = what * 2 ** 40 + word * 2 ** 24 + clearance
    this.#changes.set(key, (this.#changes.get(key) ?? 0) + difference)
  }

  /** Before the commit. */
  flush(): void {
    for (const [key, difference] of this.#changes) {
      if (difference === 0) continue
      const [what, word, clearance] = [Math.floor(key / 2 ** 40), Math.floor(key / 2 ** 24) % 2 ** 16, key % 2 ** 24]
      this.#connection.run(
        'INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
        what, word, clearance, difference,
      )
    }
    // so that an archive in which something was and went is like one in which it never was
    if (this.#changes.size > 0) this.#connection.run('DELETE FROM tally WHERE count = 0')
    this.#changes.clear()
  }

  forget(): void {
    this.#changes.clear()
  }
}
