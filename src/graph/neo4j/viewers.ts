import { viewerKey, type Viewer } from '../../model/audience.ts'
import { isCleared } from '../../model/clearance.ts'
import type { Id } from '../../model/ids.ts'
import type { Connection, Run } from './connection.ts'
import { statement } from './statements.ts'

/** Viewers whose numbers are kept; beyond it all are forgotten at once. */
const ROOM = 1_000

interface Cleared {
  /** Numbers below this were considered. */
  readonly known: number
  readonly numbers: readonly number[]
}

/**
 * Clearances by number, as the archive interned them: 0, 1, 2, … without gaps, never changed. And for
 * each viewer the numbers they are cleared for: what every statement that reads is given. A number
 * that came since is in nobody's list, so being late hides and never shows.
 */
export class Viewers {
  readonly #connection: Connection
  readonly #keys: string[] = []
  readonly #numbers = new Map<string, number>()
  readonly #cleared = new Map<string, Cleared>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  cleared(viewer: Viewer): Cleared {
    const key = viewerKey(viewer)
    const kept = this.#cleared.get(key)
    const known = this.#keys.length
    if (kept?.known === known) return kept
    const since = this.#keys.slice(kept?.known ?? 0).flatMap((clearance, i) => (isCleared(clearance, viewer) ? [(kept?.known ?? 0) + i] : []))
    const cleared = { known, numbers: [...(kept?.numbers ?? []), ...since] }
    if (this.#cleared.size >= ROOM) this.#cleared.clear()
    this.#cleared.set(key, cleared)
    return cleared
  }

  /** Reads what was interned since. @param count how many there are, as the log says */
  async learn(count: number, run: Run = (text, params) => this.#connection.read(text, params)): Promise<void> {
    if (count <= this.#keys.length) return
    const rows = await run<{ number: number; key: string }>(statement('read/clearances'), { from: this.#keys.length })
    for (const { number, key } of rows) {
      this.#keys[number] = key
      this.#numbers.set(key, number)
    }
  }

  key(number: number): string {
    return this.#keys[number]!
  }

  number(key: string): number | undefined {
    return this.#numbers.get(key)
  }
}

/** Numbers for one transaction that writes: new ones become known to all only by its commit. */
export class Interning {
  readonly #viewers: Viewers
  readonly #fresh = new Map<string, number>()
  readonly #first: number

  /** @param count how many the log says there are; `viewers` has learnt them all */
  constructor(viewers: Viewers, count: number) {
    this.#viewers = viewers
    this.#first = count
  }

  number(key: string): number {
    const known = this.#viewers.number(key) ?? this.#fresh.get(key)
    if (known !== undefined) return known
    const number = this.count
    this.#fresh.set(key, number)
    return number
  }

  get count(): number {
    return this.#first + this.#fresh.size
  }

  fresh(): { readonly key: Id; readonly number: number }[] {
    return [...this.#fresh].map(([key, number]) => ({ key, number }))
  }
}
