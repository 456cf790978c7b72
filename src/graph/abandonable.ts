/**
 * Waits for what goes on by itself: others may wait for it, too, or it cannot be broken off.
 * @throws the signal's reason when it aborts; then nothing is begun, or nobody waits for it any more
 */
export async function abandonable<T>(begin: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted()
  const work = begin()
  if (signal === undefined) return work
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
    // it may fail when nobody looks any more
    work.catch(() => {})
    promise.catch(() => {})
  }
}
