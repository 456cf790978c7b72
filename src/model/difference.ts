import { partsOf } from './parts.ts'
import type { ArchiveRecord } from './records.ts'

export interface FieldDifference {
  /** `names`, `fields.address`, `start`, … */
  readonly field: string
  /** Absent where the field was not there. */
  readonly before?: unknown
  readonly after?: unknown
}

/** Numbers of versions, which count what is hidden. */
const UNTOLD: ReadonlySet<string> = new Set(['base', 'version'])

/**
 * What changed from one version to the next, field by field, in the order of the fields.
 * @param before undefined for a first version
 * @param after undefined where the later version is gone
 */
export function difference(before: ArchiveRecord | undefined, after: ArchiveRecord | undefined): FieldDifference[] {
  const [was, now] = [partsOf(before), partsOf(after)]
  return [...new Set([...was.keys(), ...now.keys()])]
    .filter((field) => !UNTOLD.has(field) && JSON.stringify(was.get(field)) !== JSON.stringify(now.get(field)))
    .map((field) => ({
      field,
      ...(was.has(field) ? { before: was.get(field) } : {}),
      ...(now.has(field) ? { after: now.get(field) } : {}),
    }))
}
