import { setTimeout } from 'node:timers/promises'
import { ArchiveError } from '../model/errors.ts'
import type { Viewer } from '../model/audience.ts'
import type { GraphStore } from '../graph/port.ts'
import type { KeptExamples } from '../kept/examples.ts'
import { ask } from './ask.ts'
import { loadGrammar } from './ask/load.ts'
import type { Asking } from './context.ts'

type Offering = Pick<Asking, 'graph' | 'vocabulary' | 'search'> & {
  /** What was worked out before the service was started; absent: nothing. */
  readonly kept?: KeptExamples | undefined
}

const known = new WeakMap<GraphStore, { readonly sequence: number; readonly found: Promise<readonly string[]> }>()

/** Archives whose names have been read: from then on it takes no longer than the questions. */
const isWarm = new WeakSet<GraphStore>()

/**
 * The examples of `seed/patterns/questions.yaml` that this archive answers, for everyone, with something: to be offered to
 * who does not know yet what can be asked. Worked out once for each state of the log; after a start, while the names of
 * the archive are still being read, what was kept of that state is told, or, where it was not, none after some patience.
 * @param everyone the viewer who is not signed in
 * @param patience milliseconds
 */
export async function examples(offering: Offering, everyone: Viewer, patience: number): Promise<readonly string[]> {
  const { graph, kept } = offering
  const sequence = await graph.sequence()
  if (isWarm.has(graph)) return examplesAt(sequence, offering, everyone)
  return await kept?.at(sequence) ?? Promise.race([examplesAt(sequence, offering, everyone), setTimeout(patience, [], { ref: false })])
}

/** Works them out, whatever was kept, and keeps them: with the names of the archive, seconds where they are many. */
export const examplesAnew = async (offering: Offering, everyone: Viewer): Promise<readonly string[]> => examplesAt(await offering.graph.sequence(), offering, everyone)

function examplesAt(sequence: number, { graph, vocabulary, search, kept }: Offering, everyone: Viewer): Promise<readonly string[]> {
  const before = known.get(graph)
  if (before?.sequence === sequence) return before.found
  // whoever asks first may go: others wait for it too
  const mine = { sequence, found: answered({ graph, vocabulary, viewer: everyone, ...(search === undefined ? {} : { search }) }, (found) => kept?.keep(sequence, found)) }
  known.set(graph, mine)
  mine.found.then(() => { isWarm.add(graph) }, () => { if (known.get(graph) === mine) known.delete(graph) })
  return mine.found
}

async function answered(asking: Asking, keep: (found: readonly string[]) => Promise<void> | undefined): Promise<readonly string[]> {
  const found: string[] = []
  for (const example of loadGrammar(asking.vocabulary).examples) {
    if (await isAnswered(asking, example)) found.push(example)
  }
  // without it the next start has to wait, no more
  await keep(found)?.catch(() => {})
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
