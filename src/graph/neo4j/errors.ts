import { isRetryableError, Neo4jError } from 'neo4j-driver'
import { ArchiveError, unavailable } from '../../model/errors.ts'

/** Seconds after which a client may try again. */
const RETRY_AFTER = 5

/**
 * What a client is told besides what the driver itself would try again: the server says that it is
 * too busy, starting, stopping, or somebody else holds what we wait for.
 */
const PASSING = [
  'Neo.ClientError.Transaction.TransactionTimedOut',
  'Neo.ClientError.Transaction.LockAcquisitionTimeout',
  'Neo.ClientError.General.TransactionOutOfMemoryError',
  'Neo.ClientError.Database.DatabaseNotFound',
  'Neo.DatabaseError.Database.UnableToStartDatabase',
  'Neo.DatabaseError.Database.DatabaseUnavailable',
]

/** The driver's own words for a pool without a free connection carry no code. */
const NO_CONNECTION = /acquisition timed out|Pool is closed|Failed to connect|Could not perform discovery/i

/** Whether the same thing may work a moment later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ArchiveError) return error.code === 'UNAVAILABLE'
  if (!(error instanceof Neo4jError)) return false
  return isRetryableError(error) || PASSING.some((code) => error.code.startsWith(code)) || NO_CONNECTION.test(error.message)
}

/**
 * The one place where errors of the driver become ours: UNAVAILABLE for what passes, INTERNAL for the
 * rest. What is none of the driver's (errors of the archive, mistakes in our code) goes through as it is.
 */
export function mapped(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error
  if (isPassing(error)) return unavailable('the archive (Neo4j)', error, RETRY_AFTER)
  return new ArchiveError('INTERNAL', `Neo4j refused a statement (${error.code}, ${error.gqlStatus})`, {}, error)
}
