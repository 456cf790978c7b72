import type { Put } from '../../../src/graph/answer.ts'
import type { Asking } from '../../../src/questions/context.ts'
import { entityNamed } from '../../../src/questions/resolve.ts'
import type { Reading } from './asked.ts'

/** Arguments that name entities; of `passages`, and the `name` that counts looks for, it may be any words. */
const NAMING = new Set(['a', 'b', 'of', 'with', 'name', 'from', 'to', 'in', 'center', 'set', 'around', 'avoid', 'through', 'except'])
/** Where the order of the two does not matter. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = { connectors: ['a', 'b'], paths: ['from', 'to'] }

/** A reading as text: names as the ids of whom they name, lists and pairs without order. Kinds apart. */
export async function readingText(asking: Asking, { name, arguments: given }: Reading | Put): Promise<string> {
  const inner = name === 'compare' ? await readingText(asking, { name: String(given['question']), arguments: (typeof given['arguments'] === 'string' ? JSON.parse(given['arguments']) : given['arguments']) as Record<string, unknown> }) : undefined
  const all = await Promise.all(Object.entries(given).filter(([key]) => key !== 'kinds').map(async ([key, value]): Promise<[string, unknown]> => [key, await plain(asking, value, NAMING.has(key) && name !== 'compare')]))
  const plainly = Object.fromEntries(all.sort(([x], [y]) => (x < y ? -1 : 1)))
  if (inner !== undefined) return JSON.stringify([name, inner, plainly['at'], plainly['to']])
  const pair = PAIRS[name]
  if (pair !== undefined) [plainly[pair[0]], plainly[pair[1]]] = [plainly[pair[0]], plainly[pair[1]]].sort()
  return JSON.stringify([name, plainly])
}

async function plain(asking: Asking, value: unknown, naming: boolean): Promise<unknown> {
  if (Array.isArray(value)) return (await Promise.all(value.map((one) => plain(asking, one, naming)))).map(String).sort()
  if (typeof value !== 'string' || !naming) return value
  // words that name nobody are themselves: 什麼是樂齡學習
  return entityNamed(asking, value, 'name').then(({ id }) => id, () => value)
}

/** Kinds that were asked for by a word must be asked for; where a word may mean more, more may be. */
export function sameKinds(expected: Reading, got: Put): boolean {
  const [wanted, found] = [expected, got].map(({ arguments: given }) => (given['kinds'] ?? ['Organization']) as string[]) as [string[], string[]]
  return expected.arguments['kinds'] === undefined || wanted.every((kind) => found.includes(kind))
}
