import { MeilisearchError } from 'meilisearch'
import { ArchiveError, unavailable } from '../../model/errors.ts'
import { Refusal } from './http.ts'

const WHAT = 'search (Meilisearch)'
/** What a server or a proxy before it says while it is starting, stopping or overloaded. */
const PASSING = [408, 429, 502, 503, 504]

/** The refusal inside an error of the client, which wraps what its transport threw. */
export function refusalOf(error: unknown): Refusal | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof Refusal) return at
  return undefined
}

export const isMissingIndex = (error: unknown): boolean => refusalOf(error)?.code === 'index_not_found'

/**
 * The one place where errors of the client become ours: UNAVAILABLE for what passes, INTERNAL for the
 * rest. The client's own errors go no further: they may hold the request, and with it the key. What is
 * none of the client's (errors of the archive, mistakes in our code) goes through as it is.
 */
export function mapped(error: unknown): unknown {
  if (!(error instanceof MeilisearchError)) return error
  const refusal = refusalOf(error)
  if (refusal === undefined) return unavailable(WHAT, new Error(wordsOf(error)))
  if (PASSING.includes(refusal.status)) return unavailable(WHAT, refusal)
  if (refusal.status === 401 || refusal.status === 403) return new ArchiveError('INTERNAL', 'Meilisearch refuses the key: see MEILI_KEY', {}, refusal)
  return new ArchiveError('INTERNAL', `Meilisearch refused a request (${refusal.status}, ${refusal.code})`, {}, refusal)
}

export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw mapped(error)
  }
}

/** The innermost words: `connect ECONNREFUSED 127.0.0.1:7700`. */
function wordsOf(error: unknown): string {
  let at = error
  while (at instanceof Error && at.cause instanceof Error) at = at.cause
  return at instanceof Error ? at.message : 'no answer'
}
