import type { Test } from 'tap'
import type { GraphStore } from '../../src/graph/port.ts'
import { contentCases } from './cases/contents.ts'
import { entityCases } from './cases/entities.ts'
import { historyCases } from './cases/history.ts'
import { keepingCases } from './cases/keeping.ts'
import { logCases } from './cases/log.ts'
import { mergeCases } from './cases/merges.ts'
import { questionCases } from './cases/questions.ts'
import { redactCases } from './cases/redact.ts'
import { relationCases } from './cases/relations.ts'
import { replayCases } from './cases/replay.ts'
import { rightCases } from './cases/rights.ts'
import { standaloneCases } from './cases/standalone.ts'
import { surveyCases } from './cases/surveys.ts'
import { waitingCases } from './cases/waiting.ts'
import { vocabularyCases } from './cases/vocabulary.ts'
import type { Cases } from './cases/cases.ts'
import { World } from './world.ts'

/** A store of a test's own, empty at first. */
export interface Opened {
  readonly store: GraphStore
  /** Another store on the same archive, as another process would open it; closed with this one. */
  readonly second?: () => Promise<GraphStore>
  readonly close: () => Promise<void>
}

const GROUPS: Readonly<Record<string, Cases>> = {
  log: logCases, history: historyCases, merges: mergeCases, redact: redactCases, replay: replayCases,
  entities: entityCases, relations: relationCases, rights: rightCases, contents: contentCases, standalone: standaloneCases, keeping: keepingCases, waiting: waitingCases, vocabulary: vocabularyCases, questions: questionCases, surveys: surveyCases,
}

/**
 * What every store promises, case by case, each on an empty archive.
 * @param makeStore called for each case; several may be open in one (a copy)
 */
export async function conformance(t: Test, name: string, makeStore: () => Promise<Opened>): Promise<void> {
  for (const [group, cases] of Object.entries(GROUPS)) {
    await t.test(`${name}: ${group}`, async (t) => {
      for (const [sentence, run] of Object.entries(cases)) {
        await t.test(sentence, async (t) => {
          const opened = await makeStore()
          try {
            await run(t, new World(opened), makeStore)
          } finally {
            await opened.close()
          }
        })
      }
    })
  }
}
