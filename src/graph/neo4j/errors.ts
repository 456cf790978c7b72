import { isRetryableError, Neo4jError } from 'neo4j-driver'
import { ArchiveError, unavailable } from '../../model/errors.ts'

/** Seconds after which a client may try again. */
const RETRY_AFTER = 5

/** What passes besides what the driver itself would try again: the server is starting or stopping. */
const PASSING = [
  'Neo.ClientError.Transaction.LockAcquisitionTimeout',
  'Neo.DatabaseError.Database.UnableToStartDatabase',
  'Neo.DatabaseError.Database.DatabaseUnavailable',
]

/**
 * What will not work a moment later either: more time than `connection.ts` allows, more memory than the
 * server has for transactions (the driver would try that again). With suffixes that say whose limit it was.
 */
const TOO_MUCH: Readonly<Record<string, string>> = {
  'Neo.ClientError.Transaction.TransactionTimedOut': '這個問題要走的關係太多，請減少步數或關係類型 (too many relations to walk: ask for fewer hops or types)',
  'Neo.TransientError.General.MemoryPoolOutOfMemory': 'Neo4j 的記憶體不夠做這件事 (Neo4j has not enough memory for this: see dbms.memory.transaction.total.max)',
  'Neo.TransientError.General.TransactionOutOfMemory': 'Neo4j 的記憶體不夠做這件事 (Neo4j has not enough memory for this: see db.memory.transaction.max)',
  'Neo.ClientError.General.TransactionOutOfMemory': 'Neo4j 的記憶體不夠做這件事 (Neo4j has not enough memory for this: see db.memory.transaction.max)',
}
const tooMuch = (error: Neo4jError): string | undefined => Object.entries(TOO_MUCH).find(([code]) => error.code.startsWith(code))?.[1]

/** The driver's own words for a pool without a free connection carry no code. */
const NO_CONNECTION = /acquisition timed out|Pool is closed|Failed to connect|Could not perform discovery/i

/** Whether the same thing may work a moment later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ArchiveError) return error.code === 'UNAVAILABLE'
  if (!(error instanceof Neo4jError) || tooMuch(error) !== undefined) return false
  return isRetryableError(error) || PASSING.some((code) => error.code.startsWith(code)) || NO_CONNECTION.test(error.message)
}

/**
 * The one place where errors of the driver become ours: UNAVAILABLE for what passes, TOO_EXPENSIVE for
 * what is too much for the server, INTERNAL for the rest. What is none of the driver's (errors of the archive, mistakes in our code) goes through as it is.
 */
export function mapped(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error
  if (isPassing(error)) return unavailable('the archive (Neo4j)', error, RETRY_AFTER)
  const words = tooMuch(error)
  if (words !== undefined) return new ArchiveError('TOO_EXPENSIVE', words, {}, error)
  return new ArchiveError('INTERNAL', `Neo4j refused a statement (${error.code}, ${error.gqlStatus})`, {}, error)
}
