import type { ArchiveRecord } from './records.ts'

export interface FieldDifference {
  /** `names`, `fields.address`, `start`, … */
  readonly field: string
  /** Absent where the field was not there. */
  readonly before?: unknown
  readonly after?: unknown
}

/** What does not change, and who submitted it, which the changeset tells. */
const UNTOLD = ['id', 'type', 'by']
/** Fields whose parts are shown apart: a change of the address is not a change of all fields. */
const NESTED = ['fields', 'qualifiers', 'locator', 'definition']

/**
 * What changed from one version to the next, field by field, in the order of the fields.
 * @param before undefined for a first version
 * @param after undefined where the later version is gone
 */
export function difference(before: ArchiveRecord | undefined, after: ArchiveRecord | undefined): FieldDifference[] {
  const flat = (record: ArchiveRecord | undefined): Map<string, unknown> => {
    const map = new Map<string, unknown>()
    for (const [key, value] of Object.entries(record ?? {})) {
      if (UNTOLD.includes(key) || value === undefined) continue
      if (NESTED.includes(key)) for (const [inner, part] of Object.entries(value as object)) map.set(`${key}.${inner}`, part)
      else map.set(key, value)
    }
    return map
  }
  const [was, now] = [flat(before), flat(after)]
  return [...new Set([...was.keys(), ...now.keys()])]
    .filter((field) => JSON.stringify(was.get(field)) !== JSON.stringify(now.get(field)))
    .map((field) => ({
      field,
      ...(was.has(field) ? { before: was.get(field) } : {}),
      ...(now.has(field) ? { after: now.get(field) } : {}),
    }))
}
