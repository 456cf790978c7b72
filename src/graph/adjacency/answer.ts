import { connectors } from './connectors.ts'
import { masks } from './facets.ts'
import type { Memory } from './memory.ts'
import type { Question } from './messages.ts'
import { paths } from './paths.ts'
import { project } from './project.ts'
import { ringsAround } from './rings-around.ts'
import type { Snapshot } from './snapshot.ts'
import type { Walked } from './types.ts'
import { relationsBetween, type View } from './view.ts'
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

  answer(question: Question, watch: Watch): Walked {
    const view = this.#viewOf(question.walk)
    switch (question.what) {
      case 'connectors': return connectors(view, this.#memory, watch, question.walk)
      case 'paths': return paths(view, this.#memory, watch, question.walk)
      case 'rings': return ringsAround(view, watch, question.walk)
      case 'project': return project(view, watch, question.walk)
      case 'steps': return { sequence: view.snapshot.sequence, steps: question.walk.pairs.map(([one, other]) => relationsBetween(view, one, other)) }
    }
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
