import { ArchiveError, unavailable } from '../model/errors.ts'

/** What stands in the place of a file or folder that is not there. */
export const ifAbsent = <T>(instead: T) => (error: NodeJS.ErrnoException): T => {
  if (error.code === 'ENOENT') return instead
  throw error
}

/**
 * Errors of the file system are the folder's; those of a source that is read go through as they are.
 * @param what the folder, for messages
 */
export const guarding = (what: string) => async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ArchiveError || (error as NodeJS.ErrnoException).syscall === undefined) throw error
    throw unavailable(what, error)
  }
}
