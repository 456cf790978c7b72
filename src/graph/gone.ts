import { audienceKey } from '../model/audience.ts'
import type { Head } from '../model/changeset.ts'
import type { RecordType } from '../model/records.ts'

/** What leads to what, and by what it is supported. */
const STATED: ReadonlySet<RecordType> = new Set(['entity', 'relation', 'evidence'])

/**
 * Whether an entity, a relation or a piece of evidence was public and is only withdrawn: its words and its readers stay, so that all that follows is that
 * neither it nor what leads to it is stated any more. Undoing an import has a hundred thousand of these.
 */
export const isGone = (head: Head, before: Head | undefined): boolean =>
  STATED.has(head.type) && before !== undefined && head.state === 'withdrawn' && before.state === 'published' && head.version === before.version + 1 && head.mergedInto === before.mergedInto
  && head.audience.protocols.length > 0 && audienceKey(head.audience) === audienceKey(before.audience)
