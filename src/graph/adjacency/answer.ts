import { connectors } from './connectors.ts'
import { AFTER_ALL, BEFORE_ALL } from '../../model/dates.ts'
import { among } from './among.ts'
import { masks } from './facets.ts'
import { groundedOn } from './grounds.ts'
import type { Memory } from './memory.ts'
import type { Answered, Question } from './messages.ts'
import { paths } from './paths.ts'
import { project } from './project.ts'
import { ringsAround } from './rings-around.ts'
import type { Snapshot } from './snapshot.ts'
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

  answer(question: Question, watch: Watch): Answered {
    const view = this.#viewOf(question.walk)
    switch (question.what) {
      case 'connectors': return connectors(view, this.#memory, watch, question.walk)
      case 'paths': return paths(view, this.#memory, watch, question.walk)
      case 'among': return among(view, this.#memory, watch, question.walk)
      case 'rings': return ringsAround(view, watch, question.walk)
      case 'project': return project(view, watch, question.walk)
      case 'steps': return { sequence: view.snapshot.sequence, steps: question.walk.pairs.map(([one, other]) => relationsBetween(view, one, other)) }
    }
  }

  #viewOf({ types, includeProposed, includeDeprecated = false, asOf, cleared, onlySources, withoutSources }: Question['walk']): View {
    const key = JSON.stringify([cleared.key, includeProposed, types, asOf ?? null, includeDeprecated, onlySources ?? null, withoutSources ?? null])
    if (this.#view === undefined || key !== this.#viewKey) {
      this.#viewKey = key
      const { grounds, nodes } = this.#snapshot
      const sourced = onlySources !== undefined || withoutSources !== undefined
      this.#view = {
        snapshot: this.#snapshot, ...masks(this.#snapshot, { types, includeProposed, includeDeprecated }, cleared.flags),
        narrowed: asOf !== undefined || sourced, from: asOf?.from ?? BEFORE_ALL, to: asOf?.to ?? AFTER_ALL,
        grounded: sourced ? groundedOn(grounds!, nodes, cleared.flags, onlySources, withoutSources) : undefined,
      }
    }
    return this.#view
  }
}
