import { nameKey } from '../../model/names.ts'
import { question, type Dictionary } from '../text/index.ts'
import type { Ask, Query } from './reading.ts'

/** Names in a question are looked for from this to that length. */
const [SHORTEST, LONGEST] = [3, 16]
/** Names in one filter. */
const MOST = 1_000

/** The public names that stand in a question, as a dictionary for it: all names of an archive are too many to bring here. */
export async function dictionaryFor(ask: Ask, text: string): Promise<Dictionary | undefined> {
  const keys = partsOf(text)
  if (keys.length === 0) return undefined
  const queries: Query[] = [{ q: '', filter: `${ask.snapshot.filter} AND named IN [${keys.map((key) => JSON.stringify(key)).join(', ')}]`, limit: 100, attributesToRetrieve: ['named'] }]
  const [answer] = await ask.queries<{ named: readonly string[] }>(queries)
  const known = new Set(answer!.hits.flatMap(({ named }) => named))
  if (known.size === 0) return undefined
  const longest: Dictionary['longest'] = (run, start) => {
    for (let length = Math.min(LONGEST, run.length - start); length >= SHORTEST; length--) if (known.has(nameKey(run.slice(start, start + length)))) return length
    return 0
  }
  return { longest }
}

/** Every stretch of the question that might be a name, as names compare. */
function partsOf(text: string): string[] {
  const keys = new Set<string>()
  const longest: Dictionary['longest'] = (run, start) => {
    for (let length = SHORTEST; length <= Math.min(LONGEST, run.length - start); length++) keys.add(nameKey(run.slice(start, start + length)))
    return 0
  }
  question(text, { longest })
  return [...keys].filter((key) => key !== '').slice(0, MOST)
}
