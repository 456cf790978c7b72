import { canRead, type Viewer } from '../../src/model/audience.ts'
import type { Head } from '../../src/model/changeset.ts'

type Version = Pick<Head, 'state' | 'audience' | 'record'>

const isStrict = (protocol: string): boolean => protocol !== 'everyone' && protocol !== 'signed-in'

/** Whether it is read by its author and by whoever settles it only, whatever its audience says. */
const isSubmitted = ({ state, audience, record }: Version): boolean =>
  audience.protocols.length === 0 || (state !== 'published' && state !== 'withdrawn' && (record === null || record.by !== undefined))

/** May this viewer read a version of a record by itself? Rule by rule as they are written down, without clearances. */
export function reads(version: Version, viewer: Viewer): boolean {
  const { state, audience: { mode, protocols }, record } = version
  if (viewer.whole === true || !isSubmitted(version)) return canRead(version.audience, viewer)
  if (record?.by !== undefined && record.by === viewer.account) return true
  if (record === null || record.by === undefined || protocols.length === 0 || state === 'draft') return false
  const strict = protocols.filter(isStrict)
  if (strict.length === 0) return viewer.librarian === true
  const isSteward = (protocol: string): boolean => viewer.stewards?.has(protocol) === true
  return mode === 'all' ? strict.every(isSteward) : strict.some(isSteward)
}

/** The announced protocols that alone keep it from this viewer; none where they read it, undefined where more does or where one is silent. */
export function keepers(version: Version, viewer: Viewer): string[] | undefined {
  if (reads(version, viewer)) return []
  if (isSubmitted(version)) return undefined
  const lacking = version.audience.protocols.filter((protocol) => !canRead({ mode: 'all', protocols: [protocol] }, viewer))
  return lacking.every((protocol) => viewer.announced?.has(protocol) === true) ? lacking : undefined
}
