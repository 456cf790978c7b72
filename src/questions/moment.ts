import type { Asking } from './context.ts'

/** Attempts, while others write without a pause. The last is given as it is. */
const ATTEMPTS = 3

/** An answer that is made of several reads, made anew where the log moved between them. */
export async function ofOneMoment<T>(asking: Asking, read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    asking.signal?.throwIfAborted()
    const before = await asking.graph.sequence()
    const answer = await read()
    asking.signal?.throwIfAborted()
    if (attempt === ATTEMPTS || await asking.graph.sequence() === before) return answer
  }
}
