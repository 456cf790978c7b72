import { z } from 'zod'
import { ArchiveError } from '../model/errors.ts'
import type { Viewer } from '../model/audience.ts'
import type { GraphStore } from '../graph/port.ts'
import type { Remembered } from '../kept/remembered.ts'
import { ask } from './ask.ts'
import { loadGrammar } from './ask/load.ts'
import type { Asking } from './context.ts'

type Offering = Pick<Asking, 'graph' | 'vocabulary' | 'search'> & {
  /** What was worked out before the service was started; absent: nothing. */
  readonly before?: Remembered | undefined
}

const remembered = z.object({ sequence: z.number(), examples: z.array(z.string()).readonly() })

const known = new WeakMap<GraphStore, { readonly sequence: number; readonly found: Promise<readonly string[]>; isDone: boolean }>()

/**
 * The examples of `seed/patterns/questions.yaml` that this archive answers, for everyone, with something: to be offered to
 * who does not know yet what can be asked. Worked out once for each state of the log, and remembered for the next start:
 * the first time, all names of the archive are read for it.
 * @param everyone the viewer who is not signed in
 */
export async function examples(offering: Offering, everyone: Viewer): Promise<readonly string[]> {
  const sequence = await offering.graph.sequence()
  const now = known.get(offering.graph)
  if (now?.sequence === sequence && now.isDone) return now.found
  const { data } = remembered.safeParse(await offering.before?.read())
  return data?.sequence === sequence ? data.examples : examplesAt(sequence, offering, everyone)
}

/** Works them out, whatever was remembered. */
export const examplesAnew = async (offering: Offering, everyone: Viewer): Promise<readonly string[]> => examplesAt(await offering.graph.sequence(), offering, everyone)

function examplesAt(sequence: number, { graph, vocabulary, search, before }: Offering, everyone: Viewer): Promise<readonly string[]> {
  const now = known.get(graph)
  if (now?.sequence === sequence) return now.found
  // whoever asks first may go: others wait for it too
  const mine = { sequence, isDone: false, found: answered({ graph, vocabulary, viewer: everyone, ...(search === undefined ? {} : { search }) }) }
  known.set(graph, mine)
  mine.found.then((found) => {
    mine.isDone = true
    return before?.write({ sequence, examples: found } satisfies z.output<typeof remembered>)
  }, () => { if (known.get(graph) === mine) known.delete(graph) })
  return mine.found
}

async function answered(asking: Asking): Promise<readonly string[]> {
  const found: string[] = []
  for (const example of loadGrammar(asking.vocabulary).examples) {
    if (await isAnswered(asking, example)) found.push(example)
  }
  return found
}

async function isAnswered(asking: Asking, example: string): Promise<boolean> {
  try {
    return ((await ask(asking, example)).answer?.total ?? 0) > 0
  } catch (error) {
    if (error instanceof ArchiveError && error.code !== 'INTERNAL') return false
    throw error
  }
}
