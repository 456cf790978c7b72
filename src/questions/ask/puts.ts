import type { Kind } from '../../model/records.ts'
import type { Candidate } from '../resolve.ts'
import type { Put } from '../../graph/answer.ts'
import type { Reading } from './read.ts'
import { Slot } from './read.ts'

/** A reading in which every name means one entity. */
export interface Meant {
  readonly put: Put
  /** Names by id, for saying the question in words. */
  readonly names: ReadonlyMap<string, string>
  readonly wider?: readonly string[]
}

/** More readings of one sentence are not offered. */
const MOST = 6

/** All that a reading may mean, a name that may mean several being each of them in turn. */
export function meantBy({ name, arguments: given, wider }: Reading): Meant[] {
  const slots: Slot[] = []
  collect(given, slots)
  let choices: Candidate[][] = [[]]
  for (const slot of slots) choices = choices.flatMap((chosen) => slot.candidates.map((candidate) => [...chosen, candidate])).slice(0, MOST)
  return choices.map((chosen) => {
    const byslot = new Map(slots.map((slot, i) => [slot, chosen[i]!.entity]))
    const names = new Map(chosen.map(({ entity }) => [entity.id as string, entity.name]))
    return { put: { name, arguments: asTaken(replaced(given, (slot) => byslot.get(slot)!.id) as Record<string, unknown>) }, names, ...(wider && { wider }) }
  })
}

/** Questions within a question are taken as JSON. */
const asTaken = (given: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(given).map(([key, value]) =>
  [key, typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value]))

/** The question within a question: `arguments` of compare. */
export const innerOf = (given: Readonly<Record<string, unknown>>): Record<string, unknown> => JSON.parse(String(given['arguments'] ?? '{}')) as Record<string, unknown>

function collect(value: unknown, slots: Slot[]): void {
  if (value instanceof Slot) slots.push(value)
  else if (Array.isArray(value)) for (const one of value) collect(one, slots)
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, slots)
}

function replaced(value: unknown, by: (slot: Slot) => string): unknown {
  if (value instanceof Slot) return by(value)
  if (Array.isArray(value)) return value.map((one) => replaced(one, by))
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, by)])) : value
}

/** Kinds among arguments, as a list. */
export const kindsIn = (given: Readonly<Record<string, unknown>>): readonly Kind[] => (Array.isArray(given['kinds']) ? given['kinds'] as Kind[] : [])
