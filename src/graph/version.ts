import { createHash } from 'node:crypto'

/**
 * The version a reader is told: a hash of what they see. The store's own number would count the edits
 * of parts that are hidden from them (DESIGN 3).
 * @param seen a view or a record; its own `version`, that it is based on, and its evidence do not count
 */
export function visibleVersion(seen: object): string {
  const { version: _version, base: _base, evidence: _evidence, ...told } = seen as Record<string, unknown>
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 12)
}
