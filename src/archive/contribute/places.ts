import { ArchiveError, badInput } from '../../model/errors.ts'
import type { WriteInput } from './input.ts'

/** Where things stand in what was sent: `operations[1].relation.from`. */

/** The one thing that an input says, with the name of its kind. */
export function partOf(input: WriteInput): [string, { readonly id?: string | null }] {
  return Object.entries(input).find(([, part]) => part != null) as [string, { readonly id?: string | null }]
}

/** Other records that an input names, with the field that does. */
export function namedBy({ entity, relation, evidence, content, merge }: WriteInput): [string, string][] {
  const ends: [string, string | null | undefined][] = [
    ...(entity?.names ?? []).map(({ source }, i): [string, string | null | undefined] => [`names[${i}].source`, source]),
    ['from', relation?.from], ['to', relation?.to], ['relation', evidence?.relation], ['source', evidence?.source], ['entity', content?.entity], ['into', merge?.into],
  ]
  return ends.filter((end): end is [string, string] => end[1] != null)
}

/** The field of a record by the name it has in what is sent. */
export function asSent(part: string, field: string): string {
  const path = field.replace(/\.(\d+)/g, '[$1]')
  if (part.endsWith('.relation')) return path.replace(/^relation$/, 'type')
  return part.endsWith('.content') ? path.replace(/^passages.*/, 'text') : path
}

/** What is wrong with a record by itself is told where it stands in what was sent. */
export function inField<T>(field: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof ArchiveError && error.details.field !== undefined) throw badInput(`${field}.${asSent(field, error.details.field)}`, error.message)
    throw error
  }
}
