import type { FastifyReply } from 'fastify'
import { ArchiveError } from '../model/errors.ts'

/** Milliseconds that a question may take. */
export const TIME_LIMIT = 20_000

/** Aborts when whoever asked has gone (AbortError), or when it takes too long (TimeoutError). */
export function patience(reply: FastifyReply, limit: number): AbortSignal {
  const given = new AbortController()
  const timer = setTimeout(() => given.abort(new DOMException(`more than ${limit} ms`, 'TimeoutError')), limit).unref()
  // a client that closed the connection waits for nothing
  reply.raw.once('close', () => {
    clearTimeout(timer)
    if (!reply.raw.writableFinished) given.abort()
  })
  return given.signal
}

/** What to say of a question that this signal ended; whoever has gone reads no answer. Undefined for anything else. */
export function endedBy(error: unknown): ArchiveError | undefined {
  if (!(error instanceof DOMException)) return undefined
  if (error.name === 'TimeoutError') return new ArchiveError('TOO_EXPENSIVE', '這個問題要找太久，請問得小一點：少幾步、少幾種、短一點的時間 (the question took too long; ask for less: fewer steps, fewer kinds, a shorter time)')
  return error.name === 'AbortError' ? new ArchiveError('UNAVAILABLE', '這個要求沒有等到回答就取消了 (the request was given up)') : undefined
}
