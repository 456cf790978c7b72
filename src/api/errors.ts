import { randomUUID } from 'node:crypto'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { ExecutionResult, GraphQLError as GraphQLErrorType, GraphQLFormattedError } from 'graphql'
import { ArchiveError, ERRORS, type ErrorCode } from '../model/errors.ts'
import { endedBy } from '../http/patience.ts'
import { GraphQLError } from './graphql-js.ts'

/** Codes that concern the request as a whole: they set its HTTP status. The rest is an answer, with 200. */
const WHOLE_REQUEST: readonly ErrorCode[] = ['UNAVAILABLE', 'RATE_LIMITED', 'TOO_EXPENSIVE', 'UNAUTHENTICATED', 'INTERNAL']

interface Told {
  readonly code: ErrorCode
  readonly message: string
  readonly extensions: Record<string, unknown>
}

/**
 * What may be told of an error. Anything not of the catalogue is INTERNAL: the reader gets a request id
 * and nothing else, the log the rest.
 */
export function tell(error: unknown, log: FastifyBaseLogger, requestId: string = randomUUID()): Told {
  const thrown = error instanceof GraphQLError ? error.originalError ?? error : error
  const original = endedBy(thrown) ?? thrown
  // a store's own words (its address, its key, its statement) are for whoever runs the service
  if (original instanceof ArchiveError && original.code !== 'INTERNAL') {
    // that somebody has gone is nothing to be looked into
    if (original.code === 'UNAVAILABLE' && original === thrown) log.warn({ err: original }, 'unavailable')
    const { details, code, message } = original
    return { code, message, extensions: { code, ...details } }
  }
  if (original instanceof GraphQLError) {
    // syntax, validation, wrong variables: the library's own words concern only what was sent
    // a compiled query's errors have none
    const code = ((original.extensions as GraphQLErrorType['extensions'] | undefined)?.['code'] as ErrorCode | undefined) ?? 'BAD_USER_INPUT'
    return { code: code in ERRORS ? code : 'BAD_USER_INPUT', message: original.message, extensions: { code: code in ERRORS ? code : 'BAD_USER_INPUT', field: 'query' } }
  }
  const { statusCode } = original as { statusCode?: number }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    // what the frameworks found wrong with the request itself
    return { code: 'BAD_USER_INPUT', message: (original as Error).message, extensions: { code: 'BAD_USER_INPUT', field: 'request' } }
  }
  log.error({ err: original, requestId }, 'internal error')
  return { code: 'INTERNAL', message: `something went wrong here; it is noted under ${requestId}`, extensions: { code: 'INTERNAL', requestId } }
}

/** Mercurius gives indexes of lists as text; the specification wants numbers. */
const numbered = (step: string | number): string | number => (typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step)

/** Mercurius's error formatter: one catalogue, numeric path indexes, an HTTP status only where the whole request failed. */
export function formatGraphqlErrors(execution: ExecutionResult & { errors?: readonly unknown[] }, log: FastifyBaseLogger, requestId: string): { statusCode: number; response: { data: unknown; errors: GraphQLFormattedError[] }; retryAfter?: number } {
  let statusCode = 200
  let retryAfter: number | undefined
  const errors = (execution.errors ?? []).map((error) => {
    const told = tell(error, log, requestId)
    if (execution.data == null && WHOLE_REQUEST.includes(told.code)) statusCode = Math.max(statusCode, ERRORS[told.code].status)
    if (execution.data == null && ['query', 'request'].includes(told.extensions['field'] as string)) statusCode = Math.max(statusCode, 400)
    if (typeof told.extensions['retryAfter'] === 'number') retryAfter = told.extensions['retryAfter']
    const { locations, path } = error as GraphQLErrorType
    return { message: told.message, ...(locations ? { locations } : {}), ...(path ? { path: path.map(numbered) } : {}), extensions: told.extensions } as GraphQLFormattedError
  })
  return { statusCode, response: { data: execution.data ?? null, errors }, ...(retryAfter === undefined ? {} : { retryAfter }) }
}

/** The error handler of every route, for what never became an answer. 5xx never show their message. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { statusCode = 500, code, errors } = error as { statusCode?: number; code?: string; errors?: readonly unknown[] }
  // Mercurius gives what validation found as one error with a list
  if (Array.isArray(errors)) {
    const { statusCode: status, response } = formatGraphqlErrors({ data: null, errors } as never, request.log, request.id)
    return reply.code(Math.max(status, 400)).send(response)
  }
  const known = error instanceof ArchiveError ? error
    : statusCode === 429 ? new ArchiveError('RATE_LIMITED', 'too many requests; wait a little', { retryAfter: 60 })
    : statusCode === 503 || code === 'FST_UNDER_PRESSURE' ? new ArchiveError('UNAVAILABLE', 'the service is busy; try again in a few seconds', { retryAfter: 5 })
    : error
  const told = tell(known, request.log, request.id)
  const retryAfter = told.extensions['retryAfter']
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter)
  return reply.code(statusCode >= 400 && statusCode < 500 ? statusCode : ERRORS[told.code].status).send({ errors: [{ message: told.message, extensions: told.extensions }] })
}
