import { Moments } from '../graph/moments.ts'
import { viewerKey, type Viewer } from '../model/audience.ts'

/**
 * Answers to whole requests, kept while the log stands still: what an archive answers follows from the
 * log, the question and who asks, and nothing else. Readers open the same few pages again and again.
 */
export class Answers {
  readonly #moments: Moments
  readonly #kept = new Map<string, Kept>()
  #of = -1
  #size = 0

  /** @param sequence the newest of the log */
  constructor(sequence: () => Promise<number>) {
    this.#moments = new Moments(sequence)
  }

  /** As `Moments`. */
  moment(): Promise<number> {
    return this.#moments.now()
  }

  /** @returns the body answered before at this moment */
  get(key: string, moment: number): Buffer | undefined {
    if (moment !== this.#of) return undefined
    const kept = this.#kept.get(key)
    if (kept === undefined || kept.until < performance.now()) return undefined
    return kept.body
  }

  /** @param moment from before the answer was worked out: it may say more than that, and then is of no use */
  async keep(key: string, moment: number, body: string): Promise<void> {
    if (body.length > MOST_OF_ONE || (await this.moment()) !== moment) return
    const bytes = Buffer.from(body)
    if (moment !== this.#of || this.#size + bytes.length > MOST) {
      this.#kept.clear()
      this.#size = 0
      this.#of = moment
    }
    const before = this.#kept.get(key)
    this.#size += bytes.length - (before?.body.length ?? 0)
    this.#kept.set(key, { body: bytes, until: performance.now() + LONGEST })
  }
}

interface Kept {
  /** As bytes: those of a long text take longer to make than to send. */
  readonly body: Buffer
  /** On the clock of `performance.now`. */
  readonly until: number
}

/** Bytes of all answers together, and characters of one. */
const MOST = 32 * 1024 * 1024
export const MOST_OF_ONE = 256 * 1024
/** Milliseconds: a repaired projection (`doctor --repair`) has the same sequence as the broken one. */
const LONGEST = 60_000

/** What names an answer; undefined for what is no plain question. */
export function answerKey(viewer: Viewer, body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  const { query, variables, operationName, extensions } = body as Record<string, unknown>
  if (typeof query !== 'string' || extensions !== undefined || CHANGES.test(query) || named(variables).some((word) => CHANGES.test(word))) return undefined
  return JSON.stringify([viewerKey(viewer), query, operationName ?? null, variables ?? null])
}
/**
 * Any word of it, wherever it stands: what only looks like it is worked out anew, no harm done. What the index of
 * the full text answers follows the log a little later; what a saved question answered last, accounts and how somebody is called (history), who is a
 * member of what, and reports lie outside of it: the log says nothing of how long these are true.
 */
const CHANGES = /\b(?:mutation|subscription|__schema|__type|search|suggest|ask|passages|savedRun|me|accounts|record|reports|community|communityPages|protocols?|whoCanSee|history|wordHistory|quality|qualityCounts|bulkPreview|sheet|sheetPreview|watches|whatIsNew|telling)\b/

/** Words of the variables: `answer(question: $question)` names its question there. */
const named = (variables: unknown): string[] => (typeof variables === 'object' && variables !== null ? Object.values(variables).filter((value) => typeof value === 'string') : [])
