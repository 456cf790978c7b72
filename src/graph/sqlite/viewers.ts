import { viewerKey, type Viewer } from '../../model/audience.ts'
import { isCleared, keptBy } from '../../model/clearance.ts'
import type { Interned } from './interned.ts'

/** Viewers whose sight is kept; one costs a byte per clearance. */
const KEPT = 1_000

/** What one viewer may read: a byte per clearance number, grown as new clearances appear. */
export class Sight {
  /** Equal for viewers who see the same. */
  readonly key: string
  /** Maintenance: sees also what is nobody's. */
  readonly all: boolean
  readonly #viewer: Viewer
  readonly #clearances: Interned
  #flags = new Uint8Array(64)
  #count = 0

  constructor(viewer: Viewer, clearances: Interned) {
    this.key = viewerKey(viewer)
    this.all = viewer.whole === true
    this.#viewer = viewer
    this.#clearances = clearances
  }

  may(clearance: number): boolean {
    if (clearance >= this.#count) this.#grow(clearance + 1)
    return this.#flags[clearance] === 1
  }

  /** As `keptBy` of `model/clearance.ts`. */
  keptBy(clearance: number): readonly string[] {
    return keptBy(this.#clearances.word(clearance), this.#viewer) ?? []
  }

  /** The flags of the clearances below `count`. */
  flags(count: number): Uint8Array {
    this.#grow(count)
    return this.#flags.slice(0, count)
  }

  #grow(count: number): void {
    if (count > this.#flags.length) {
      const larger = new Uint8Array(Math.max(count, 2 * this.#flags.length))
      larger.set(this.#flags)
      this.#flags = larger
    }
    for (; this.#count < count; this.#count++) this.#flags[this.#count] = Number(isCleared(this.#clearances.word(this.#count), this.#viewer))
  }
}

export class Viewers {
  readonly #clearances: Interned
  readonly #kept = new Map<string, Sight>()

  constructor(clearances: Interned) {
    this.#clearances = clearances
  }

  sight(viewer: Viewer): Sight {
    const key = viewerKey(viewer)
    let sight = this.#kept.get(key)
    if (sight === undefined) {
      sight = new Sight(viewer, this.#clearances)
      if (this.#kept.size >= KEPT) this.#kept.delete(this.#kept.keys().next().value!)
      this.#kept.set(key, sight)
    }
    return sight
  }

  /** Clearances have other numbers now. */
  forget(): void {
    this.#kept.clear()
  }
}
