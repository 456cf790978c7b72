import { nameKey } from '../../model/names.ts'
import { question, type Dictionary } from '../text/index.ts'
import { headOf } from './beginnings.ts'
import type { Ask } from './reading.ts'

/** Names in a question are looked for from this to that length. */
const [SHORTEST, LONGEST] = [3, 16]

/**
 * The public names that stand in a question, as a dictionary for it: all names of an archive are too many
 * to bring here. First it is asked which beginnings of names there are, and then for what may follow them.
 */
export async function dictionaryFor(ask: Ask, text: string): Promise<Dictionary | undefined> {
  const parts = partsOf(text)
  if (parts.size === 0) return undefined
  const heads = await ask.exist('heads', [...new Set(Array.from(parts.values(), headOf))])
  const names = await ask.exist('named', [...new Set(parts.values())].filter((key) => heads.has(headOf(key))))
  if (names.size === 0) return undefined
  return {
    longest: (run, start) => {
      for (let length = Math.min(LONGEST, run.length - start); length >= SHORTEST; length--) if (names.has(parts.get(run.slice(start, start + length)) ?? '')) return length
      return 0
    },
  }
}

/** Every stretch of the question that might be a name, and its key. */
function partsOf(text: string): Map<string, string> {
  const keys = new Map<string, string>()
  const longest: Dictionary['longest'] = (run, start) => {
    for (let length = SHORTEST; length <= Math.min(LONGEST, run.length - start); length++) {
      const part = run.slice(start, start + length)
      if (part.isWellFormed() && !keys.has(part)) keys.set(part, nameKey(part))
    }
    return 0
  }
  question(text, { longest })
  return keys
}
