import { ArchiveError, unavailable } from './model/errors.ts'

/** Milliseconds for which a store that could not be opened is not tried again. */
const PAUSE = 1_000

/** A store whose methods are all asynchronous. */
interface Closable { close(): Promise<void> }

/**
 * Opens a store that the service can do without: where it cannot be opened, what is asked of it is UNAVAILABLE until
 * it can, which is tried again with what is asked.
 * @param failed told why it could not be opened at first
 * @throws BAD_USER_INPUT from `open`: that does not pass by itself
 */
export async function openedOrLate<T extends Closable>(what: string, open: () => Promise<T>, failed: (error: unknown) => void): Promise<T> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'BAD_USER_INPUT') throw error
    failed(error)
    return late(what, open)
  }
}

function late<T extends Closable>(what: string, open: () => Promise<T>): T {
  let opening: Promise<T> | undefined
  let opened: T | undefined
  let [notBefore, closed] = [Date.now() + PAUSE, false]
  const store = async (): Promise<T> => {
    if (opening !== undefined) return opening
    if (closed || Date.now() < notBefore) throw unavailable(what)
    opening = open()
    try {
      return (opened = await opening)
    } catch (error) {
      opening = undefined
      notBefore = Date.now() + PAUSE
      throw error instanceof ArchiveError ? error : unavailable(what, error)
    }
  }
  const close = async (): Promise<void> => {
    closed = true
    await opening?.catch(() => {})
    await opened?.close()
  }
  type Methods = Record<string | symbol, (...args: readonly unknown[]) => Promise<unknown>>
  return new Proxy({}, {
    get: (_, key) => {
      // what has a `then` is taken for a promise
      if (key === 'then') return undefined
      if (key === 'close') return close
      return async (...args: readonly unknown[]) => {
        const one = await store() as unknown as Methods
        return one[key]!(...args)
      }
    },
  }) as T
}
