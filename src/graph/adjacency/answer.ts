import { connectors } from './connectors.ts'
import { masks } from './facets.ts'
import type { Memory } from './memory.ts'
import type { Question } from './messages.ts'
import { paths } from './paths.ts'
import type { Snapshot } from './snapshot.ts'
import type { WalkedConnectors, WalkedPaths } from './types.ts'
import type { View } from './view.ts'
import type { Watch } from './watch.ts'

/** Answers questions on one snapshot. The view of the last question is kept, and with it the degrees counted under it. */
export class Answerer {
  readonly #snapshot: Snapshot
  readonly #memory: Memory
  #view: View | undefined
  #viewKey = ''

  constructor(snapshot: Snapshot, memory: Memory) {
    this.#snapshot = snapshot
    this.#memory = memory
  }

  answer({ what, walk }: Question, watch: Watch): WalkedConnectors | WalkedPaths {
    const view = this.#viewOf(walk)
    return what === 'connectors' ? connectors(view, this.#memory, watch, walk) : paths(view, this.#memory, watch, walk)
  }

  #viewOf({ types, includeProposed, asOf, cleared }: Question['walk']): View {
    const key = JSON.stringify([cleared.key, includeProposed, types, asOf ?? null])
    if (this.#view === undefined || key !== this.#viewKey) {
      this.#viewKey = key
      this.#view = {
        snapshot: this.#snapshot, ...masks(this.#snapshot, { types, includeProposed }, cleared.flags),
        timed: asOf !== undefined, from: asOf?.from ?? 0, to: asOf?.to ?? 0,
      }
    }
    return this.#view
  }
}
