import type { Neighbourhood } from './neighbourhood.ts'
import { share, WHOLE_RESOURCE } from '../strength.ts'

/** What one end of a `connectors` question reaches, without passing through the other end or what is avoided, level by level. */
export class Side {
  readonly end: number
  readonly #without: number
  readonly #hood: Neighbourhood
  /** Steps from the end. */
  readonly distance: Map<number, number>
  /** What arrives: S of docs/questions.md. */
  readonly resource: Map<number, number>
  /** P of docs/questions.md: the neighbours one step nearer to the end. */
  readonly nearer = new Map<number, number[]>()
  /** What the last level reached. */
  frontier: number[]
  #level = 0

  constructor(hood: Neighbourhood, end: number, without: number) {
    this.end = end
    this.#without = without
    this.#hood = hood
    this.distance = new Map([[end, 0]])
    this.resource = new Map([[end, WHOLE_RESOURCE]])
    this.frontier = [end]
  }

  /** One step further. The frontier must have been expanded. */
  grow(): void {
    const level = ++this.#level
    const { avoid } = this.#hood
    const reached: number[] = []
    for (const u of this.frontier) {
      const row = this.#hood.row(u)
      const carried = share(this.resource.get(u)!, row.length)
      for (const v of row) {
        if (v === this.#without || (avoid.size > 0 && avoid.has(v))) continue
        const distance = this.distance.get(v)
        if (distance === undefined) {
          this.distance.set(v, level)
          this.resource.set(v, carried)
          this.nearer.set(v, [u])
          reached.push(v)
        } else if (distance === level) {
          this.resource.set(v, this.resource.get(v)! + carried)
          this.nearer.get(v)!.push(u)
        }
      }
    }
    this.frontier = reached
  }

  /**
   * One step further, to some entities only, looked at from their side: at four hops what is three steps
   * from one end is a neighbour of the other, and those are few.
   * @param targets expanded
   * @returns entities whose degrees `arrive` needs
   */
  reach(targets: Iterable<number>): Set<number> {
    const level = ++this.#level
    const through = new Set<number>()
    this.frontier = []
    for (const m of targets) {
      if (this.distance.has(m)) continue
      const nearer = this.#hood.row(m).filter((u) => this.distance.get(u) === level - 1)
      if (nearer.length === 0) continue
      this.frontier.push(m)
      this.nearer.set(m, nearer)
      for (const u of nearer) through.add(u)
    }
    for (const m of this.frontier) this.distance.set(m, level)
    return through
  }

  /** After `reach`: what arrives there. */
  arrive(): void {
    for (const m of this.frontier) {
      this.resource.set(m, this.nearer.get(m)!.reduce((sum, u) => sum + share(this.resource.get(u)!, this.#hood.degree(u)), 0))
    }
  }
}
