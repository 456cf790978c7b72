/**
 * Waits for what others may wait for, too, so that it goes on by itself.
 * @throws the signal's reason when it aborts
 */
export async function abandonable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(signal.reason)
  if (signal.aborted) abort()
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
