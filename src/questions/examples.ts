import { setTimeout } from 'node:timers/promises'
import { ArchiveError } from '../model/errors.ts'
import type { Viewer } from '../model/audience.ts'
import type { GraphStore } from '../graph/port.ts'
import type { SearchStore } from '../search/port.ts'
import { ask } from './ask.ts'
import { loadGrammar } from './ask/load.ts'
import type { Asking } from './context.ts'

const kept = new WeakMap<GraphStore, { readonly sequence: number; readonly found: Promise<readonly string[]> }>()

/** Archives whose names have been read: from then on it takes no longer than the questions. */
const isWarm = new WeakSet<GraphStore>()

/**
 * The examples of `seed/patterns/questions.yaml` that this archive answers, for everyone, with something: to be offered to
 * who does not know yet what can be asked. Kept while the log stands still.
 * @param everyone the viewer who is not signed in
 * @param patience milliseconds: while the names of the archive are still being read after a start, none are told after this time
 */
export async function examples({ graph, vocabulary, search }: Pick<Asking, 'graph' | 'vocabulary' | 'search'>, everyone: Viewer, patience: number): Promise<readonly string[]> {
  const sequence = await graph.sequence()
  const before = kept.get(graph)
  const found = before?.sequence === sequence ? before.found : begin({ graph, vocabulary, search }, everyone, sequence)
  return isWarm.has(graph) ? found : Promise.race([found, setTimeout(patience, [], { ref: false })])
}

function begin({ graph, vocabulary, search }: Pick<Asking, 'graph' | 'vocabulary'> & { readonly search: SearchStore | undefined }, everyone: Viewer, sequence: number): Promise<readonly string[]> {
  // whoever asks first may go: others wait for it too
  const asking: Asking = { graph, vocabulary, viewer: everyone, ...(search === undefined ? {} : { search }) }
  const mine = { sequence, found: answered(asking) }
  kept.set(graph, mine)
  mine.found.then(() => { isWarm.add(graph) }, () => { if (kept.get(graph) === mine) kept.delete(graph) })
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
