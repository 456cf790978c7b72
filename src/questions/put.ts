import type { Put } from '../graph/answer.ts'

/**
 * The question as it can be put again: what was given, without what was left open, with survivors' ids in the
 * place of names. The place in a list (`after`) is no part of a question.
 */
export function putOf(name: string, given: Readonly<Record<string, unknown>>, resolved: Readonly<Record<string, unknown>> = {}): Put {
  const all = Object.entries({ ...given, ...resolved }).filter(([key, value]) => key !== 'after' && value != null && value !== '' && !(Array.isArray(value) && value.length === 0))
  return { name, arguments: Object.fromEntries(all) }
}
