import { createHash } from 'node:crypto'

/**
 * The version a reader is told: a hash of what they see. The store's own number would count the edits
 * of parts that are hidden from them (DESIGN 3).
 * @param seen a view or a record; its own `version`, that it is based on, and its evidence do not count
 */
export function visibleVersion(seen: object): string {
  const { version: _version, evidence: _evidence, ...told } = seen as Record<string, unknown>
  return createHash('sha256').update(JSON.stringify(told, NUMBERED.has(String(told['type'])) ? withoutNumbers : undefined)).digest('base64url').slice(0, 12)
}

/** Records that keep the log's numbers of versions of others: which number it was must not be found by trying. */
const NUMBERED: ReadonlySet<string> = new Set(['proposal', 'collection'])
const withoutNumbers = (key: string, value: unknown): unknown => (key === 'base' || key === 'version' ? true : value)
