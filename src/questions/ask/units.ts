import { nameKey } from '../../model/names.ts'
import type { NameLookup } from '../../model/names/index.ts'
import { is, type Fixed } from './sentence.ts'

/** What is behind a body's name in the name of one of its units, in characters. */
const [LEAST, LONGEST] = [2, 20]

/**
 * 社會局|人民團體科: what stands behind a body's name, and with its full name is the name of another one, belongs to it.
 * @returns the names, the longer one in the place of the shorter and of what it covers
 */
export function unitsIn(sentence: string, names: readonly Fixed[], lookup: NameLookup): readonly Fixed[] {
  const longer = names.flatMap((name) => unitAt(sentence, name, lookup) ?? [])
  if (longer.length === 0) return names
  return [...names.filter(({ start, end }) => !longer.some((unit) => start < unit.end && end > unit.start)), ...longer]
}

function unitAt(sentence: string, name: Fixed, lookup: NameLookup): Fixed | undefined {
  const isQuoted = name.end - name.start !== name.text.length
  if (!is(name as Parameters<typeof is>[0], 'E') || isQuoted || name.candidates?.length !== 1 || name.candidates[0]!.entity.kind !== 'Organization') return undefined
  const [{ entity: body }] = name.candidates as [NonNullable<Fixed['candidates']>[number]]
  const above = nameKey(body.name)
  for (let length = LONGEST; length >= LEAST; length--) {
    const end = name.end + length
    if (end > sentence.length) continue
    const [unit, ...more] = lookup.bearersOf(above + nameKey(sentence.slice(name.end, end)))
    if (unit === undefined || more.length > 0 || unit.id === body.id) continue
    const { id, name: whole, kind } = unit
    return {
      start: name.start, end, text: sentence.slice(name.start, end), senses: name.senses,
      candidates: [{ entity: { id, name: whole, kind }, matched: whole, reason: 'key', score: 1, certain: true, for: ['上級的名稱加上單位的名稱 (the name of the body with that of its unit)'], against: [] }],
    }
  }
  return undefined
}
