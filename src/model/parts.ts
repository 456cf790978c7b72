import type { ArchiveRecord } from './records.ts'

/** What does not change, and who submitted it, which the changeset tells. */
const APART: ReadonlySet<string> = new Set(['id', 'type', 'by'])
/** Fields of which each has parts of its own: a change of the address is not a change of all fields. */
const NESTED: ReadonlySet<string> = new Set(['fields', 'qualifiers', 'locator', 'definition'])

/** A record in parts that are changed each by itself: `names`, `fields.address`, `start`, `state`, `audience`, … in its order. */
export function partsOf(record: ArchiveRecord | undefined): Map<string, unknown> {
  const parts = new Map<string, unknown>()
  for (const [key, value] of Object.entries(record ?? {})) {
    if (APART.has(key) || value === undefined) continue
    if (NESTED.has(key)) for (const [inner, part] of Object.entries(value as object)) parts.set(`${key}.${inner}`, part)
    else parts.set(key, value)
  }
  return parts
}

/** The record with these parts set; undefined takes a part away. */
export function withParts<T extends ArchiveRecord>(record: T, parts: ReadonlyMap<string, unknown>): T {
  const next: Record<string, unknown> = { ...record }
  for (const [part, value] of parts) {
    const cut = part.indexOf('.')
    const key = cut === -1 ? part : part.slice(0, cut)
    if (cut === -1 || !NESTED.has(key)) set(next, part, value)
    else {
      const nested = { ...next[key] as object }
      set(nested, part.slice(cut + 1), value)
      next[key] = nested
    }
  }
  return next as T
}

function set(target: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) delete target[key]
  else target[key] = value
}
