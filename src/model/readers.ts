import { audienceKey, own, review, type Audience } from './audience.ts'
import type { Head } from './changeset.ts'
import type { State } from './records.ts'

/** Of what is read by its author and nobody else, whoever that is; without an author by nobody. */
export const AUTHOR_ALONE: Audience = { mode: 'all', protocols: [] }

const OPEN: ReadonlySet<State> = new Set<State>(['published', 'withdrawn'])

/**
 * Who reads a record as it is in this state: what every right is made of. A head's own `audience` says who is to
 * read it once it is published; until then what a person submitted is read by its author and by whoever may settle
 * it. What an import, the seed or an extractor proposed has no author, and is read by whoever reads its source.
 * Of an old version: by its own state, audience and words. Whose an unpublished one was is not known any more once
 * its words are destroyed: then it is nobody's.
 */
export function readersOf({ state, audience, record }: Pick<Head, 'state' | 'audience' | 'record'>): Audience {
  // nearly every record: the words of what is published need not be read for it
  if (OPEN.has(state) && audience.protocols.length > 0) return audience
  if (record === null) return AUTHOR_ALONE
  const { by } = record
  if (by === undefined) return audience
  if (state === 'draft' || audience.protocols.length === 0) return { mode: 'all', protocols: [own(by)] }
  return { mode: 'any', protocols: [own(by), review(audienceKey(audience))] }
}
